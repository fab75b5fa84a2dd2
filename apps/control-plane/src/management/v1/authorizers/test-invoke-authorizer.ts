import { badRequest, fail, ok, unknownAuthorizer, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { restApis, type UnitOfWork } from '#libs/persistence';
import { compileAuthorizerTest } from '#libs/snapshot-compiler';
import type { TestInvocation } from '#libs/snapshot-format';
import { lostLog } from '../../../test-invocations/lost-log.js';
import { prepareTest, type TestingClient } from '../../../test-invocations/prepare-test.js';
import type { TestOutcome } from '../../../test-invocations/test-invoker.js';
import { testedRequest } from '../../../test-invocations/tested-request.js';
import { freezeRestApi } from '../deployments/freeze-rest-api.js';

/** TestInvokeAuthorizer: the authorizer as it stands, asked by a simulated `GET /` unless a path is given. */
export async function authorizerTest(
  uow: UnitOfWork,
  client: TestingClient,
  input: v1.TestInvokeAuthorizerRequest,
): Promise<Result<TestInvocation>> {
  const restApi = await restApis.find(uow, client.owner, input.restApiId);
  const frozen = restApi && (await freezeRestApi(uow, restApi));
  const authorizer = frozen?.authorizers.find(({ id }) => id === input.authorizerId);
  if (!frozen || !authorizer) return fail(unknownAuthorizer);
  const compiled = compileAuthorizerTest(frozen, authorizer);
  if (!compiled.ok) return fail(badRequest(compiled.reason));
  const request = testedRequest(input, 'GET', '/');
  if (!request.ok) return request;
  return prepareTest(client, {
    snapshot: compiled.snapshot,
    authorizer: compiled.authorizer,
    request: request.value,
    stageVariables: input.stageVariables ?? null,
    clientCertificateId: null,
  });
}

/** The result as AWS shows it: members without a value are absent. */
export function presentAuthorizerTest(outcome: TestOutcome): Result<v1.TestInvokeAuthorizerResponse> {
  if (outcome.kind === 'lost') {
    return ok({ clientStatus: 500, log: lostLog(outcome.id, outcome.reason), latency: 0 });
  }
  const { result } = outcome;
  if (result.kind !== 'authorizer') return fail(badRequest('The gateway has tested something else'));
  const { clientStatus, log, latencyMs, principalId, policy, authorization, claims } = result;
  const lists = Object.entries(authorization ?? {}).map(([name, values]): [string, string[]] => [
    name,
    [...values],
  ]);
  return ok({
    clientStatus,
    log,
    latency: latencyMs,
    ...(principalId !== null && { principalId }),
    ...(policy !== null && { policy }),
    ...(authorization !== null && { authorization: Object.fromEntries(lists) }),
    ...(claims !== null && { claims: { ...claims } }),
  });
}
