/**
 * Every job there is: its name and its payload. Payloads carry ids only; a job reads the present state and
 * makes the published documents agree with it, so running it twice, late or out of order ends the same.
 */
export interface JobPayloads {
  /**
   * Compile what is not compiled of a RestApi's Deployments; publish its snapshots and stages, or take them
   * back when it is gone.
   */
  readonly 'publish-rest-api': { readonly restApiId: string };
  /** The same for an API of version 2. */
  readonly 'publish-http-api': { readonly apiId: string };
  readonly 'publish-api-key': { readonly keyId: string };
  readonly 'publish-usage-plan': { readonly usagePlanId: string };
  readonly 'publish-quota': { readonly usagePlanId: string; readonly keyId: string };
  readonly 'publish-client-certificate': { readonly clientCertificateId: string };
  readonly 'publish-vpc-link': { readonly vpcLinkId: string };
  readonly 'publish-access-key': { readonly accessKeyId: string };
  /** A user or a role, with its policies. */
  readonly 'publish-principal': { readonly principalId: string };
  readonly 'publish-denied-identity': { readonly deniedIdentityId: string };
  /** The end of an account's chain of audit events. */
  readonly 'publish-audit-head': { readonly accountId: string };
  readonly 'publish-capture': { readonly captureId: string };
  readonly 'publish-certificate': { readonly certificateId: string };
  /** A custom domain with its mappings and routing rules. */
  readonly 'publish-domain-name': { readonly domainId: string };
  readonly 'publish-account': { readonly accountId: string; readonly region: string };
  /** Send what an alarm's action has to say. It may arrive twice when a worker dies over it. */
  readonly 'notify-of-alarm': { readonly notificationId: string };
}

export type JobName = keyof JobPayloads;
/** Those that make published documents agree with the definition. */
export type PublishJobName = Exclude<JobName, 'notify-of-alarm'>;
export const jobNames = [
  'publish-rest-api',
  'publish-http-api',
  'publish-api-key',
  'publish-usage-plan',
  'publish-quota',
  'publish-client-certificate',
  'publish-vpc-link',
  'publish-access-key',
  'publish-principal',
  'publish-denied-identity',
  'publish-audit-head',
  'publish-capture',
  'publish-certificate',
  'publish-domain-name',
  'publish-account',
  'notify-of-alarm',
] as const satisfies readonly JobName[];

/**
 * A job as it stands in the outbox and in the queue. `id` is the outbox row's: the queue's job id is made
 * from it.
 */
export type Job<Names extends JobName = JobName> = {
  readonly [N in Names]: {
    readonly id: string;
    readonly name: N;
    readonly payload: JobPayloads[N];
    /**
     * The `traceparent` of whoever put it into the queue; missing where nobody traces it. Not in the outbox:
     * what the sweep brings is nobody's.
     */
    readonly trace?: string;
  };
}[Names];

/** Where jobs are put. Putting the same job id twice while the first has not ended adds nothing. */
export interface JobProducer {
  enqueue(jobs: readonly Job[]): Promise<void>;
  /** Takes no more jobs, and lets those that it is putting there arrive, for a bounded time. */
  close(): Promise<void>;
}

/**
 * What runs jobs. `process` rejects = try again later with back-off (`PermanentFailure`: not again); after
 * the last attempt `onDead` is told the reason instead of `onFailed`. A job may run twice at once when a
 * process hangs for longer than its lock: make it harmless.
 */
export interface JobConsumerOptions {
  readonly process: (job: Job) => Promise<void>;
  readonly onFailed: (job: Job, attempt: number, reason: Error) => Promise<void>;
  readonly onDead: (job: Job, reason: Error) => Promise<void>;
  /** Jobs run at once by this process. */
  readonly concurrency: number;
}

export interface JobConsumer {
  /** Resolves when running jobs have ended. */
  close(): Promise<void>;
}
