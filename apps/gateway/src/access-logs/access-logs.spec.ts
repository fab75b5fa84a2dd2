import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { readLogBlock, readLogEvents } from '#libs/log-events';
import { waitFor } from '#libs/testing';
import { awsOf } from '../testing/aws-of.js';
import { startAwsService, testCredentials, type TestAwsService } from '../testing/aws-service.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { apiId, http, method, mockMethod, snapshot } from '../testing/documents.js';
import type { DeliveryCounts } from '../logs/delivery-queue.js';
import { call, startTestSystem, type TestSystem } from '../testing/test-gateway.js';

// Every request of a stage with an access log is one line of it, whatever became of the request.
let system: TestSystem;
let backend: TestBackend;
let firehose: TestAwsService;
let respond: (request: IncomingMessage, response: ServerResponse) => void;
/** Firehose: takes everything, refuses everything, or says nothing any more. */
let firehoseIs: 'well' | 'refusing' | 'silent' = 'well';
const unanswered: ServerResponse[] = [];

const format = JSON.stringify({
  id: '$context.requestId',
  extended: '$context.extendedRequestId',
  api: '$context.accountId $context.apiId/$context.stage',
  method: '$context.httpMethod $context.resourcePath',
  path: '$context.path',
  agent: '$context.identity.userAgent',
  status: '$context.status',
  bytes: '$context.responseLength',
  error: '$context.error.message',
  reason: '$context.tollgate.reason',
});
const logGroup = (group: string) => `arn:aws:logs:us-east-1:000000000000:log-group:${group}`;
const logged = (destinationArn: string, formatOf = format) => ({
  observability: { apiName: 'pets', accessLog: { destinationArn, format: formatOf } },
});

beforeAll(async () => {
  backend = await startBackend((request, response) => respond(request, response));
  firehose = await startAwsService('firehose', {
    respond: (_, response) => {
      if (firehoseIs === 'well') response.end('{"FailedPutCount":0}');
      if (firehoseIs === 'silent') unanswered.push(response);
      if (firehoseIs === 'refusing') response.writeHead(400).end('{"__type":"ResourceNotFoundException"}');
    },
  });
  const aws = awsOf({ credentials: () => testCredentials, endpointUrls: { FIREHOSE: firehose.origin } });
  system = await startTestSystem({ aws });
  const api = snapshot({
    '/mock/{id}': { GET: mockMethod('a text') },
    '/proxy': { ANY: method(http('HTTP_PROXY', `${backend.origin}/b`)) },
    '/key': { GET: mockMethod('', { apiKeyRequired: true }) },
  });
  await system.deploy(api, logged(logGroup('access')));
  await system.deploy(api, { stageName: 'silent' });
  await system.deploy(api, {
    stageName: 'streamed',
    ...logged(
      'arn:aws:firehose:us-east-1:000000000000:deliverystream/amazon-apigateway-a',
      '$context.requestId\n',
    ),
  });
});
beforeEach(() => {
  respond = (_, response) => response.end('from the backend');
});
afterAll(async () => {
  await system.stop();
  await Promise.all([backend.close(), firehose.close()]);
});

/** All lines that the control plane was handed, by group. */
function lines(group: string): Record<string, unknown>[] {
  return system.controlPlane.observed('logs').flatMap((block) => {
    const read = readLogBlock(block);
    if ('refused' in read) throw new Error(read.refused);
    const ofGroup = read.sections.filter((section) => section.group === group);
    return ofGroup.flatMap(({ body }) =>
      readLogEvents(body)!.map(({ message }) => JSON.parse(message) as Record<string, unknown>),
    );
  });
}

async function lineOf(requestId: unknown): Promise<Record<string, unknown>> {
  const its = () => lines('access').filter(({ id }) => id === requestId);
  await waitFor(() => its().length > 0, { describe: `the line of ${String(requestId)}` });
  expect(its()).toHaveLength(1);
  return its()[0]!;
}

test('a line has what was asked for, and a dash for what there is not', async () => {
  const response = await system.call('/dev/mock/7', { headers: { 'user-agent': 'spec "1"' } });
  expect(await lineOf(response.headers['x-amzn-requestid'])).toEqual({
    id: response.headers['x-amzn-requestid'],
    extended: response.headers['x-amz-apigw-id'],
    api: `000000000000 ${apiId}/dev`,
    method: 'GET /mock/{id}',
    path: '/dev/mock/7',
    agent: 'spec "1"',
    status: '200',
    bytes: '6',
    error: '-',
    reason: '-',
  });
});

test('a refused request has its line, with the reason, also where no method was found', async () => {
  const noKey = await system.call('/dev/key');
  expect(await lineOf(noKey.headers['x-amzn-requestid'])).toMatchObject({
    status: '403',
    error: 'Forbidden',
    reason: 'key.missing',
  });
  const noRoute = await system.call('/dev/nowhere');
  expect(await lineOf(noRoute.headers['x-amzn-requestid'])).toMatchObject({
    method: 'GET -',
    error: 'Missing Authentication Token',
  });
});

test('a caller that leaves before its response has its line', async () => {
  respond = () => caller.destroy();
  const caller = connect(system.gateway.httpPort, '127.0.0.1');
  caller.on('error', () => undefined);
  caller.write(
    `GET /dev/proxy?gone HTTP/1.1\r\nHost: ${apiId}.execute-api.localhost\r\nUser-Agent: gone\r\n\r\n`,
  );
  await waitFor(() => lines('access').some(({ agent }) => agent === 'gone'), { describe: 'its line' });
  const [line] = lines('access').filter(({ agent }) => agent === 'gone');
  expect(line).toMatchObject({ reason: 'request.caller_gone', bytes: '0' });
});

test('lines are as many as requests, whatever becomes of them, and each once', async () => {
  respond = ({ url = '' }, response) => {
    if (url.includes('cut')) response.destroy();
    else if (url.includes('large')) response.end(Buffer.alloc(200_000));
    else response.end('ok');
  };
  const paths = ['/mock/1', '/proxy', '/proxy?large', '/proxy?cut', '/key', '/nowhere', '/../x', '/%00'];
  const ids = new Set<unknown>();
  for (let round = 0; round < 20; round++) {
    const responses = await Promise.all(
      paths.map((path) => system.call(`/dev${path}`, { headers: { 'user-agent': 'counted' } })),
    );
    for (const { headers, status } of responses) if (status !== 400) ids.add(headers['x-amzn-requestid']);
  }
  const counted = () => lines('access').filter(({ agent }) => agent === 'counted');
  await waitFor(() => counted().length >= ids.size, { describe: 'all lines' });
  expect(new Set(counted().map(({ id }) => id))).toEqual(ids);
  expect(counted()).toHaveLength(ids.size);
});

test('a stage without an access log writes none, and one of Firehose writes there, with its line end', async () => {
  await system.call('/silent/mock/1');
  const response = await system.call('/streamed/mock/1');
  await waitFor(() => firehose.seen.length > 0, { describe: 'Firehose is called' });
  const { Records } = JSON.parse(firehose.seen[0]!.body) as { Records: { Data: string }[] };
  expect(Records.map(({ Data }) => Buffer.from(Data, 'base64').toString())).toEqual([
    `${String(response.headers['x-amzn-requestid'])}\n`,
  ]);
  expect(lines('access').filter(({ api }) => !String(api).endsWith('/dev'))).toEqual([]);
});

test.each(['refusing', 'silent'] as const)(
  'a Firehose that is %s costs no request anything',
  async (state) => {
    firehoseIs = state;
    const ids = new Set<unknown>();
    for (let round = 0; round < 20; round++) {
      const responses = await Promise.all(Array.from({ length: 10 }, () => system.call('/streamed/mock/1')));
      for (const { status, headers } of responses) ids.add(status === 200 && headers['x-amzn-requestid']);
    }
    expect(ids.size).toBe(200);
    const counts = () =>
      (system.gateway.state().logs['firehose'] as Record<string, DeliveryCounts>)[
        'us-east-1/amazon-apigateway-a'
      ]!;
    const { waiting, sent, dropped } = counts();
    expect(waiting).toBeGreaterThan(0);
    // Well again, it gets all that is still here.
    firehoseIs = 'well';
    await waitFor(() => counts().waiting === 0, { timeoutMs: 120_000, describe: 'nothing waits' });
    expect(counts().sent + counts().dropped).toBe(waiting + sent + dropped);
  },
);

test('a change of the format holds from the next request on, without a deployment', async () => {
  const published = JSON.parse(
    system.controlPlane.published().find(({ name }) => name === `${apiId}/dev`)!.body!,
  ) as object;
  const changed = { ...published, ...logged(logGroup('other'), '{"only":"$context.requestId"}') };
  await system.acknowledged(system.controlPlane.publish('stage', `${apiId}/dev`, changed));
  const response = await call(system.gateway.httpPort, '/dev/mock/1');
  await waitFor(() => lines('other').length > 0, { describe: 'its line' });
  expect(lines('other')).toEqual([{ only: response.headers['x-amzn-requestid'] }]);
});

test('what waited when a gateway stops is handed in, for the stage’s own account whatever the ARN names', async () => {
  const other = await startTestSystem();
  await other.deploy(
    snapshot({ '/mock': { GET: mockMethod('a') } }),
    logged('arn:aws:logs:us-east-1:999999999999:log-group:stopping:*'),
  );
  await other.call('/dev/mock');
  await other.gateway.stop(1000);
  const sections = other.controlPlane.observed('logs').flatMap((block) => {
    const read = readLogBlock(block);
    return 'refused' in read ? [] : read.sections;
  });
  expect(sections).toMatchObject([{ accountId: '000000000000', group: 'stopping', events: 1 }]);
  expect(sections[0]!.stream).toMatch(/^[0-9a-f]{32}$/);
  await other.stop();
});
