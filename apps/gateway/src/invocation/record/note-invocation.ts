import type { Invocation } from '../invocation.js';
import { notObserved } from './active-observability.js';
import type { RequestRecord } from './request-record.js';

/** Takes over what the steps have found out: the one place where a record learns it. */
export function noteInvocation(record: RequestRecord, invocation: Invocation): void {
  const { stage, method, request, exchange } = invocation;
  record.eventType = invocation.event?.type ?? null;
  record.stage = stage;
  record.method = method;
  if (stage !== null && method !== null) {
    record.observed = stage.observability.methods?.get(method) ?? notObserved;
  }
  record.httpMethod = request.httpMethod;
  record.path = invocation.address.path;
  record.protocol = request.protocol;
  record.sourceIp = request.caller.ip;
  record.apiKeyId = invocation.apiKeyId;
  record.usagePlanId = invocation.usagePlanId;
  record.principalId = principalOf(invocation) ?? invocation.event?.connection.found?.principalId ?? null;
  record.trace = invocation.trace;
  if (request.bodyBytes === null) record.bytesIn = request.bodyBytesRead;
  if (exchange !== null) {
    record.integrationSentAfterMs = exchange.sentAfterMs;
    record.integrationEndedAfterMs = exchange.endedAfterMs;
    // Of MOCK it is the status of its template, and nothing was asked.
    if (exchange.request !== null) record.integrationStatus = exchange.result?.status ?? 0;
  }
}

/** Whom an authorizer names, the subject of a token, or the signer. */
export function principalOf({
  authorizer,
  signer,
}: Pick<Invocation, 'authorizer' | 'signer'>): string | null {
  if (authorizer === null) return signer?.id ?? null;
  const { principalId, claims } = authorizer;
  if (typeof principalId === 'string') return principalId;
  const subject = typeof claims === 'object' && claims !== null ? claims['sub'] : null;
  return typeof subject === 'string' ? subject : null;
}
