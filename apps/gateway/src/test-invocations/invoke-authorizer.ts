import { gatewayResponseTypes } from '#libs/gateway-responses';
import type { AuthorizerTestResult } from '#libs/snapshot-format';
import type { ActiveAuthorizer, Authorization, Identity } from '../authorizers/authorization.js';
import { methodArn } from '../authorizers/method-arn.js';
import type { Exchange } from '../invocation/exchange.js';
import type { Routed } from '../invocation/invocation.js';
import { renderRejection } from '../invocation/render-rejection.js';
import { mapText, masked, type ExecutionLog } from './execution-log.js';
import { configurationErrorOf } from './failure-text.js';
import { logIntegrationRequest, uriOf } from './record-steps.js';

/** The stage in the ARN that an authorizer under test is given (published events of tests). */
const testedStage = 'ESTestInvoke-stage';

/** Asks an authorizer as a request would, and says what it said. Never rejects. */
export async function invokeAuthorizer(
  invocation: Routed,
  { id, authorizer }: { readonly id: string; readonly authorizer: ActiveAuthorizer },
  log: ExecutionLog,
): Promise<AuthorizerTestResult> {
  const startedAt = performance.now();
  log.add(`Starting authorizer: ${id} for request: ${invocation.record.requestId}`);
  log.add(`Incoming identity: ${identityText(authorizer.identity(invocation))}`);
  const { authorization, exchange } = await authorizer.authorize(invocation, {
    methodArn: methodArn(invocation, testedStage, invocation.address.path),
    scopes: [],
  });
  logCall(exchange, log);
  const clientStatus = logOutcome(invocation, authorization, log);
  const latencyMs = Math.round(performance.now() - startedAt);
  return { clientStatus, log: log.text, latencyMs, ...resultOf(authorization) };
}

function identityText(identity: readonly Identity[]): string {
  const [only] = identity;
  if (only && identity.length === 1) return masked(only.value);
  return mapText(identity.map(({ expression, value }) => [expression, masked(value)]));
}

/** What was sent to the authorizer's function and came back; nothing when it was not called. */
function logCall(exchange: Exchange | null, log: ExecutionLog): void {
  if (!exchange?.request) return;
  logIntegrationRequest(exchange.request, log);
  log.add(`Sending request to ${uriOf(exchange.request)}`);
  const result = exchange.result?.body;
  if (result) log.add(`Authorizer result body before parsing: ${result.toString('utf8')}`);
}

/** Returns the status that the caller would get; 0 when the authorizer came to a result. */
function logOutcome(invocation: Routed, authorization: Authorization, log: ExecutionLog): number {
  if (authorization.ok) {
    if (authorization.kind === 'policy') {
      log.add(`Using valid authorizer policy for principal: ${masked(authorization.principalId)}`);
    }
    log.add('Successfully completed authorizer execution');
    return 0;
  }
  const { rejection } = authorization;
  if (rejection.type === 'UNAUTHORIZED') {
    log.add(`Unauthorized request: ${invocation.record.requestId}`);
    log.add('Unauthorized');
  } else {
    const why = configurationErrorOf(rejection, invocation);
    if (why !== null) log.add(`Execution failed due to configuration error: ${why}`);
    log.add('Execution failed due to configuration error: Authorizer error');
    log.add(gatewayResponseTypes[rejection.type].errorName);
  }
  return renderRejection(invocation, rejection).status;
}

function resultOf(
  authorization: Authorization,
): Pick<AuthorizerTestResult, 'principalId' | 'policy' | 'authorization' | 'claims'> {
  const nothing = { principalId: null, policy: null, authorization: null, claims: null };
  if (!authorization.ok) return nothing;
  if (authorization.kind === 'claims') return { ...nothing, claims: authorization.claims };
  const { principalId, policy, context } = authorization;
  const members = Object.entries(context).map(([name, value]) => [name, [value]] as const);
  return {
    ...nothing,
    principalId,
    policy: policy.text,
    authorization: Object.fromEntries(members),
  };
}
