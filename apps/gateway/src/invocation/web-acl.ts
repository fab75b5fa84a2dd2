/** What a web ACL is told of a request: no more than this ever leaves the gateway. */
export interface WebAclQuestion {
  readonly webAclArn: string;
  readonly requestId: string;
  readonly accountId: string;
  readonly region: string;
  readonly apiId: string;
  readonly stage: string;
  readonly httpMethod: string;
  readonly protocol: string;
  readonly host: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly sourceIp: string;
  readonly isTls: boolean;
  /** All of them, secrets too: names as they came, and values. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The first 8 KB, in Base64. */
  readonly body: string;
  readonly bodyIsWhole: boolean;
}

/** What it says; or why it says nothing that counts. */
export type WebAclAnswer = { readonly action: 'ALLOW' | 'BLOCK' } | { readonly away: string };

/** Asks web ACLs. */
export interface WebAcls {
  /** What becomes of requests that nobody can judge. */
  readonly whenAway: 'refuse' | 'pass';
  /** Never rejects. `gone`: nobody waits for the answer any more. */
  ask(question: WebAclQuestion, gone: AbortSignal): Promise<WebAclAnswer>;
}

/** What became of a question, for logs and `$context`. */
export interface WebAclUse {
  readonly answer: WebAclAnswer;
  readonly latencyMs: number;
}

/** `$context.wafResponseCode`; null where nobody has said. */
export function wafResponseCode(use: WebAclUse | null): 'WAF_ALLOW' | 'WAF_BLOCK' | null {
  return use === null || 'away' in use.answer ? null : `WAF_${use.answer.action}`;
}

/** Of gateways that were never told where to ask. */
export const noWebAcls: WebAcls = {
  whenAway: 'refuse',
  ask: () => Promise.resolve({ away: 'TOLLGATE_WAF_URL is not set' }),
};
