import type { ContextRecord } from '#libs/mapping-templates';
import { matchRoute } from '#libs/route-trie';
import type { TestedRequest, TestingCaller, TestInvocation } from '#libs/snapshot-format';
import { createInvocation, type Invocation, type Routed } from '../invocation/invocation.js';
import { requestContext } from '../invocation/request-context.js';
import { RequestScope } from '../invocation/request-scope.js';
import { readRequest, type RefusedHead } from '../listener/read-request.js';
import type { Caller } from '../http/caller.js';
import type { CallerRequest } from '../http/caller-request.js';
import type { ActiveRestSnapshot } from '../snapshots/activate-rest-snapshot.js';
import type { ActiveStage } from '../invocation/active-stage.js';
import { RequestRecord } from '../invocation/record/request-record.js';
import { fieldText } from '../http/header-fields.js';

/** What callers of a test see of it as its host and its own address (published events of tests). */
const testHost = 'testPrefix.testDomainName';
const testAddress = 'test-invoke-source-ip';
const testCaller: Caller = {
  ip: testAddress,
  peerIp: testAddress,
  port: '443',
  isTls: true,
  serverName: null,
  tlsVersion: null,
  cipher: null,
  isBehindProxy: false,
  isNameUntold: false,
  proof: null,
  vpcEndpoint: null,
};

/**
 * A simulated request as an invocation, with method and path parameters found and the whole body in memory:
 * what the steps behind the opening ones take. Refused where the listener would refuse it.
 */
export function testedInvocation(
  { id, request: tested, caller }: TestInvocation,
  stage: ActiveStage,
  { methods, routes }: ActiveRestSnapshot,
): Routed | RefusedHead {
  const read = readTested(tested);
  if ('refusedWith' in read) return read;
  const body = Buffer.from(tested.body, 'utf8');
  const request: CallerRequest = { ...read, rawHeaders: rawHeadersOf(tested), bodyBytes: body.length };
  const question = request.target.indexOf('?');
  const path = question < 0 ? request.target : request.target.slice(0, question);
  const address = {
    apiId: stage.document.restApiId,
    region: null,
    stageName: stage.document.stageName,
    path,
    query: question < 0 ? '' : request.target.slice(question + 1),
    custom: null,
    namedBy: 'host' as const,
    vpcEndpointId: null,
  };
  const record = new RequestRecord(id);
  const created = createInvocation(record, request, address);
  // The snapshot has this one method; a path that is not its own has no path parameters (recorded:
  // TestInvokeMethod).
  const method = methods[0]!;
  const invocation: Routed = { ...created, stage, method, body };
  Object.assign(record, { apiId: address.apiId, stageName: address.stageName, invocation });
  invocation.pathParameters = matchRoute(routes, tested.httpMethod, path)?.pathParameters ?? null;
  // Nothing is added to the headers of a test: it came through no listener (published events of tests).
  const context = testContext(invocation, tested, caller);
  invocation.scope = new RequestScope(invocation, context, request.rawHeaders);
  return invocation;
}

function readTested(tested: TestedRequest): CallerRequest | RefusedHead {
  const isHostNamed = tested.headers.some(([name]) => name.toLowerCase() === 'host');
  const received = {
    method: tested.httpMethod,
    url: tested.pathWithQueryString,
    httpVersionMajor: 1,
    httpVersionMinor: 1,
    rawHeaders: [...(isHostNamed ? [] : ['Host', testHost]), ...rawHeadersOf(tested)],
  };
  return readRequest(received, testCaller, null);
}

const rawHeadersOf = ({ headers }: TestedRequest): string[] =>
  headers.flatMap(([name, value]) => [name, fieldText(value)]);

/**
 * `$context` as tests have it: no stage in the path, and as identity whoever asked for the test (published
 * events of tests).
 */
function testContext(
  invocation: Invocation,
  { additionalContext }: TestedRequest,
  { accountId, accessKeyId, userAgent }: TestingCaller,
): ContextRecord {
  const context = requestContext(invocation, null);
  return {
    ...context,
    path: invocation.address.path,
    domainName: testHost,
    domainPrefix: 'testPrefix',
    deploymentId: null,
    identity: {
      ...(context['identity'] as ContextRecord),
      apiKey: 'test-invoke-api-key',
      apiKeyId: 'test-invoke-api-key-id',
      userArn: `arn:aws:iam::${accountId}:root`,
      userAgent,
      accountId,
      caller: accountId,
      sourceIp: testAddress,
      accessKey: accessKeyId,
      user: accountId,
    },
    ...additionalContext,
  };
}
