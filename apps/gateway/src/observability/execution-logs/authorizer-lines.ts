import { gatewayResponseTypes, isGatewayResponseTypeName } from '#libs/gateway-responses';
import type { Exchange } from '../../invocation/exchange.js';
import type { Invocation } from '../../invocation/invocation.js';
import type { RecordedRefusal } from '../../invocation/record/request-record.js';
import { maskSecret } from '../secrets/mask-secret.js';
import type { RequestSecrets } from '../secrets/request-secrets.js';
import { endpointRequestLines } from './endpoint-lines.js';
import { configurationErrorOf } from './failure-text.js';
import { bodyText, mapText } from './line-text.js';
import type { AddLine } from './log-lines.js';

/** What an authorizer was given and came to. */
export interface AuthorizerLogged {
  readonly authorizerId: string;
  readonly identity: readonly { readonly expression: string; readonly value: string }[];
  /** With its function; null where it was not called. */
  readonly exchange: Exchange | null;
  /** Bodies are logged, too. */
  readonly hasBodies: boolean;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Null where it has let the request go on. */
  readonly refusal: RecordedRefusal | null;
  /** Of a policy; null where there is none, as of a token. */
  readonly principalId: string | null;
}

/** The lines of an authorizer, of requests and of TestInvokeAuthorizer (published execution logs). */
export function authorizerLines(
  logged: AuthorizerLogged,
  invocation: Invocation,
  secrets: RequestSecrets,
  add: AddLine,
): void {
  const { shownRequestId: requestId, receivedAtMs } = invocation.record;
  const { exchange, refusal, hasBodies, startedAtMs, endedAtMs } = logged;
  add(`Starting authorizer: ${logged.authorizerId} for request: ${requestId}`, startedAtMs);
  add(`Incoming identity: ${identityText(logged.identity)}`, startedAtMs);
  if (exchange !== null) {
    const bodies = hasBodies ? { request: null, response: null } : null;
    endpointRequestLines({ exchange, bodies, receivedAtMs }, secrets, add);
    const result = exchange.result?.body;
    if (hasBodies && result) add(`Authorizer result body before parsing: ${bodyText(result)}`, endedAtMs);
  }
  if (refusal !== null) return refusalLines(refusal, invocation, (text) => add(text, endedAtMs));
  if (logged.principalId !== null) {
    const principal = maskSecret(logged.principalId);
    add(`Using valid authorizer policy for principal: ${principal}`, endedAtMs);
  }
  add('Successfully completed authorizer execution', endedAtMs);
}

function identityText(identity: AuthorizerLogged['identity']): string {
  const [only] = identity;
  if (only && identity.length === 1) return maskSecret(only.value);
  return mapText(identity.map(({ expression, value }) => [expression, maskSecret(value)]));
}

function refusalLines(refusal: RecordedRefusal, invocation: Invocation, add: (text: string) => void): void {
  if (refusal.type === 'UNAUTHORIZED') {
    add(`Unauthorized request: ${invocation.record.shownRequestId}`);
    add('Unauthorized');
    return;
  }
  const why = configurationErrorOf(refusal, invocation);
  if (why !== null) add(`Execution failed due to configuration error: ${why}`);
  add('Execution failed due to configuration error: Authorizer error');
  const { type } = refusal;
  if (type !== null && isGatewayResponseTypeName(type)) add(gatewayResponseTypes[type].errorName);
}
