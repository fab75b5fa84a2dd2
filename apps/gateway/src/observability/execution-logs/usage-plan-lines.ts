import type { Routed } from '../../invocation/invocation.js';
import type { RecordedRefusal } from '../../invocation/record/request-record.js';
import { maskSecret } from '../secrets/mask-secret.js';
import type { AddLine } from './log-lines.js';

/**
 * The lines about key and usage plan (published execution logs). The blanks around the key that there is not
 * are AWS's.
 */
export function usagePlanLines(
  { record, stage, method, request, apiKeyValue, apiKeyId, event }: Routed,
  refusal: RecordedRefusal | null,
  add: AddLine,
): void {
  const atMs = record.receivedAtMs + Math.max(0, record.authorizerEndedAfterMs);
  const key = apiKeyValue === null ? '' : maskSecret(apiKeyValue);
  const called = event
    ? `route '${method.routeKey}'`
    : `method '${request.httpMethod} ${method.resourcePath}'`;
  add(
    `Verifying Usage Plan for request: ${record.shownRequestId}. API Key: ${key} API Stage: ${stage.name}`,
    atMs,
  );
  if (refusal !== null && isOfKey(refusal.code)) {
    const why = `${called} requires API Key and API Key is not associated with a Usage Plan for API Stage ${stage.name}`;
    add(`API Key ${key} not authorized because ${why}`, atMs);
    return;
  }
  // A message counts for the key of its connection.
  if (!method.apiKeyRequired && (event === null || apiKeyId === null)) {
    const why = `${called} does not require API Key. Request will not contribute to throttle or quota limits`;
    add(`API Key ${key} authorized because ${why}`, atMs);
  }
  if (refusal !== null && isOfPlan(refusal.code)) {
    add(`Usage Plan check failed for API Key ${key} and API Stage ${stage.name}`, atMs);
    return;
  }
  add(`Usage Plan check succeeded for API Key ${key} and API Stage ${stage.name}`, atMs);
}

export const isOfKey = (code: string): boolean => code.startsWith('key.');

/** What key, plan or stage have no more of. */
export const isOfPlan = (code: string): boolean => /^(?:throttle|quota|metering)\./.test(code);
