import type { AuditEvent } from './audit-event.js';

/** Something that the service did by itself, and that a call could have done. */
export interface ServiceEvent {
  readonly eventId: string;
  readonly atMs: number;
  readonly owner: { readonly accountId: string; readonly region: string };
  /** What of the service did it: `canary-guard.tollgate`. */
  readonly invokedBy: string;
  readonly eventName: string;
  /** What it did it to, as the parameters of a call would say it. */
  readonly requestParameters: Readonly<Record<string, unknown>>;
  /** Why. */
  readonly details: unknown;
}

/** The event of it (CloudTrail User Guide: non-API events captured by CloudTrail). */
export function serviceEvent({
  eventId,
  atMs,
  owner: { accountId, region },
  invokedBy,
  eventName,
  requestParameters,
  details,
}: ServiceEvent): AuditEvent {
  return {
    eventVersion: '1.08',
    userIdentity: { type: 'AWSService', accountId, invokedBy },
    eventTime: new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    eventSource: 'tollgate',
    eventName,
    awsRegion: region,
    sourceIPAddress: invokedBy,
    userAgent: invokedBy,
    requestParameters,
    responseElements: null,
    serviceEventDetails: details,
    requestID: eventId,
    eventID: eventId,
    readOnly: false,
    eventType: 'AwsServiceEvent',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
  };
}
