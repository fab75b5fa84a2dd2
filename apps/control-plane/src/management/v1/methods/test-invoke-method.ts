import {
  badRequest,
  clientCertificateNotFound,
  fail,
  ok,
  unknownMethod,
  unknownResource,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { clientCertificates, restApis, type UnitOfWork } from '#libs/persistence';
import { compileMethodTest, firstError } from '#libs/snapshot-compiler';
import type { TestInvocation } from '#libs/snapshot-format';
import { lostLog } from '../../../test-invocations/lost-log.js';
import { prepareTest, type TestingClient } from '../../../test-invocations/prepare-test.js';
import type { TestOutcome } from '../../../test-invocations/test-invoker.js';
import { testedRequest } from '../../../test-invocations/tested-request.js';
import { freezeRestApi } from '../deployments/freeze-rest-api.js';

const httpMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ANY']);

/** TestInvokeMethod: the method as it stands, deployed or not, whatever becomes of the rest of the API. */
export async function methodTest(
  uow: UnitOfWork,
  client: TestingClient,
  input: v1.TestInvokeMethodRequest,
): Promise<Result<TestInvocation>> {
  const restApi = await restApis.find(uow, client.owner, input.restApiId);
  const frozen = restApi && (await freezeRestApi(uow, restApi));
  const resource = frozen?.resources.find(({ id }) => id === input.resourceId);
  if (!frozen || !resource) return fail(unknownResource());
  const own = frozen.methods.filter(({ resourceId }) => resourceId === resource.id);
  // What is sent to a resource with ANY is ANY's, unless the resource has that very method.
  const method =
    own.find(({ httpMethod }) => httpMethod === input.httpMethod) ??
    own.find(({ httpMethod }) => httpMethod === 'ANY');
  if (!method || !httpMethods.has(input.httpMethod)) return fail(unknownMethod());

  const { snapshot, diagnostics } = compileMethodTest(frozen, {
    resourceId: resource.id,
    httpMethod: method.httpMethod,
  });
  // The text that CreateDeployment would give.
  if (!snapshot) return fail(badRequest(firstError(diagnostics) ?? 'The method cannot be tested'));
  // ANY is no method that a request can have: without another it is tested by GET.
  const request = testedRequest(input, input.httpMethod === 'ANY' ? 'GET' : input.httpMethod, resource.path);
  if (!request.ok) return request;
  const clientCertificateId = input.clientCertificateId || null;
  if (
    clientCertificateId !== null &&
    !(await clientCertificates.find(uow, client.owner, clientCertificateId))
  ) {
    return fail(clientCertificateNotFound);
  }
  return prepareTest(client, {
    snapshot,
    authorizer: null,
    request: request.value,
    stageVariables: input.stageVariables ?? null,
    clientCertificateId,
  });
}

/** The result as AWS shows it. */
export function presentMethodTest(outcome: TestOutcome): Result<v1.TestInvokeMethodResponse> {
  if (outcome.kind === 'lost') {
    const errorType = 'InternalServerErrorException';
    return ok({
      status: 500,
      body: '{"message":"Internal server error"}',
      headers: { 'x-amzn-ErrorType': errorType },
      multiValueHeaders: { 'x-amzn-ErrorType': [errorType] },
      log: lostLog(outcome.id, outcome.reason),
      latency: 0,
    });
  }
  const { result } = outcome;
  if (result.kind !== 'method') return fail(badRequest('The gateway has tested something else'));
  const { status, body, headers, multiValueHeaders, log, latencyMs } = result;
  const lists = Object.fromEntries(
    Object.entries(multiValueHeaders).map(([name, values]) => [name, [...values]]),
  );
  return ok({ status, body, headers: { ...headers }, multiValueHeaders: lists, log, latency: latencyMs });
}
