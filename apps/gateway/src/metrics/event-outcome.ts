import type { RequestRecord } from '../invocation/record/request-record.js';

/**
 * Which of the error metrics of WebSocket APIs an event counts in (guide page "Monitor WebSocket API
 * execution with CloudWatch metrics"): the integration has said that it failed, or the gateway has refused
 * before it was asked, or could not ask it; null: none.
 */
export type EventError = 'integration' | 'client' | 'execution';

export function eventErrorOf({
  refusal,
  status,
  integrationStatus,
  eventType,
}: RequestRecord): EventError | null {
  if (refusal === null) {
    // A handshake has the status that its integration gives it.
    return integrationStatus >= 400 || (eventType === 'CONNECT' && status >= 400) ? 'integration' : null;
  }
  const { code } = refusal;
  if (code === 'request.caller_gone') return null;
  if (code.startsWith('function.')) return 'integration';
  return code.startsWith('integration.') || status >= 500 ? 'execution' : 'client';
}
