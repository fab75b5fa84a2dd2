import type { AuthorizerTestResult } from '#libs/snapshot-format';
import type { ActiveAuthorizer, Authorization } from '../authorizers/authorization.js';
import { methodArn } from '../authorizers/method-arn.js';
import type { Routed } from '../invocation/invocation.js';
import { renderRejection } from '../invocation/render-rejection.js';
import { authorizerLines } from '../observability/execution-logs/authorizer-lines.js';
import { RequestSecrets } from '../observability/secrets/request-secrets.js';
import type { ExecutionLog } from './execution-log.js';

/** The stage in the ARN that an authorizer under test is given (published events of tests). */
const testedStage = 'ESTestInvoke-stage';

/** Asks an authorizer as a request would, and says what it said. Never rejects. */
export async function invokeAuthorizer(
  invocation: Routed,
  { id, authorizer }: { readonly id: string; readonly authorizer: ActiveAuthorizer },
  log: ExecutionLog,
): Promise<AuthorizerTestResult> {
  const startedAt = performance.now();
  const startedAtMs = Date.now();
  const identity = authorizer.identity(invocation);
  const { authorization, exchange } = await authorizer.authorize(invocation, {
    methodArn: methodArn(invocation, testedStage, invocation.address.path),
    scopes: [],
  });
  const refusal = authorization.ok ? null : authorization.rejection;
  const isPolicy = authorization.ok && authorization.kind === 'policy';
  const secrets = new RequestSecrets({
    ...invocation,
    method: { ...invocation.method, identity: () => identity },
  });
  const logged = {
    authorizerId: id,
    identity,
    exchange: exchange?.request ? exchange : null,
    hasBodies: true,
    startedAtMs,
    endedAtMs: Date.now(),
    refusal,
    principalId: isPolicy ? authorization.principalId : null,
  };
  authorizerLines(logged, invocation, secrets, (text, atMs) => log.add(secrets.mask(text), atMs));
  // 0 when the authorizer came to a result.
  const clientStatus = refusal === null ? 0 : renderRejection(invocation, refusal).status;
  const latencyMs = Math.round(performance.now() - startedAt);
  return { clientStatus, log: log.text, latencyMs, ...resultOf(authorization) };
}

function resultOf(
  authorization: Authorization,
): Pick<AuthorizerTestResult, 'principalId' | 'policy' | 'authorization' | 'claims'> {
  const nothing = { principalId: null, policy: null, authorization: null, claims: null };
  if (!authorization.ok) return nothing;
  if (authorization.kind === 'claims') return { ...nothing, claims: authorization.claims };
  // No test asks an HTTP API's authorizer.
  if (authorization.kind === 'decision') return nothing;
  const { principalId, policy, context } = authorization;
  const members = Object.entries(context).map(([name, value]) => [name, [value]] as const);
  return {
    ...nothing,
    principalId,
    policy: policy.text,
    authorization: Object.fromEntries(members),
  };
}
