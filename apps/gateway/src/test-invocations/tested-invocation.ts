import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { ContextRecord } from '#libs/mapping-templates';
import { matchRoute } from '#libs/route-trie';
import type { TestedRequest, TestingCaller, TestInvocation } from '#libs/snapshot-format';
import { createInvocation, type Invocation, type Routed } from '../invocation/invocation.js';
import { requestContext } from '../invocation/request-context.js';
import { RequestScope } from '../invocation/request-scope.js';
import { readHead, type RefusedHead } from '../listener/read-head.js';
import type { ActiveStage } from '../invocation/active-stage.js';
import { RequestRecord } from '../observability/request-record.js';
import { fieldText } from '../http/header-fields.js';

/** What callers of a test see of it as its host and its own address (published events of tests). */
const testHost = 'testPrefix.testDomainName';
const testAddress = 'test-invoke-source-ip';

/**
 * A simulated request as an invocation, with method and path parameters found and the whole body in memory: what the steps behind the opening
 * ones take. Refused where the listener would refuse it.
 */
export function testedInvocation(
  { id, request: tested, caller }: TestInvocation,
  stage: ActiveStage,
): Routed | RefusedHead {
  const request = simulate(tested);
  const head = readHead(request);
  if ('refusedWith' in head) return head;
  request.rawHeaders = rawHeadersOf(tested);
  const body = Buffer.from(tested.body, 'utf8');
  const question = head.target.indexOf('?');
  const path = question < 0 ? head.target : head.target.slice(0, question);
  const address = {
    apiId: stage.document.restApiId,
    region: null,
    stageName: stage.document.stageName,
    path,
    query: question < 0 ? '' : head.target.slice(question + 1),
  };
  const record = new RequestRecord(id);
  const created = createInvocation(record, request, { ...head, bodyBytes: body.length }, address);
  // The snapshot has this one method; a path that is not its own has no path parameters (recorded: TestInvokeMethod).
  const method = stage.snapshot.methods[0]!;
  const invocation: Routed = { ...created, stage, method, body };
  Object.assign(record, { apiId: address.apiId, stageName: address.stageName, method });
  invocation.pathParameters =
    matchRoute(stage.snapshot.routes, tested.httpMethod, path)?.pathParameters ?? null;
  // Nothing is added to the headers of a test: it came through no listener (published events of tests).
  const context = testContext(invocation, tested, caller);
  invocation.scope = new RequestScope(invocation, context, request.rawHeaders);
  return invocation;
}

function simulate(tested: TestedRequest): IncomingMessage {
  const socket = new Socket();
  Object.defineProperties(socket, {
    remoteAddress: { value: testAddress },
    localPort: { value: 443 },
    encrypted: { value: true },
  });
  const request = new IncomingMessage(socket);
  const named = tested.headers.some(([name]) => name.toLowerCase() === 'host');
  request.httpVersion = '1.1';
  request.httpVersionMajor = 1;
  request.httpVersionMinor = 1;
  request.method = tested.httpMethod;
  request.url = tested.pathWithQueryString;
  request.rawHeaders = [...(named ? [] : ['Host', testHost]), ...rawHeadersOf(tested)];
  request.headers = Object.fromEntries(tested.headers.map(([name, value]) => [name.toLowerCase(), value]));
  return request;
}

const rawHeadersOf = ({ headers }: TestedRequest): string[] =>
  headers.flatMap(([name, value]) => [name, fieldText(value)]);

/** `$context` as tests have it: no stage in the path, and as identity whoever asked for the test (published events of tests). */
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
