import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { waitFor } from '#libs/testing';
import { awsOf } from '../../testing/aws-of.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { apiId, http, lambda, method, snapshot } from '../../testing/documents.js';
import { eventMessage } from '../../testing/event-stream.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';

let system: TestSystem;
let lambdaService: TestBackend;
let respondWith: (response: ServerResponse) => void;
const arn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const eventStream = { 'content-type': 'application/vnd.amazon.eventstream' };
const nulls = '\0'.repeat(8);
const chunk = (text: string) => eventMessage('PayloadChunk', text);
const complete = eventMessage('InvokeComplete', '{}');
const failed = eventMessage('InvokeComplete', '{"ErrorCode":"Unhandled","ErrorDetails":"{}"}');

beforeAll(async () => {
  lambdaService = await startBackend((_, response) => respondWith(response));
  system = await startTestSystem({
    aws: awsOf({
      endpointUrls: { LAMBDA: lambdaService.origin },
      functionUrls: new Map([['local', `${lambdaService.origin}/local`]]),
    }),
  });
  const streamed = { streamsResponse: true, timeoutMs: 900_000 } as const;
  await system.deploy(
    snapshot(
      {
        '/function': { ANY: method(lambda('LAMBDA_PROXY', arn, streamed)) },
        '/local': {
          ANY: method(
            lambda('LAMBDA_PROXY', 'arn:aws:lambda:us-east-1:000000000000:function:local', streamed),
          ),
        },
        '/brief': {
          ANY: method(lambda('LAMBDA_PROXY', arn, { streamsResponse: true, timeoutMs: 100 })),
        },
        '/proxy': {
          ANY: method(
            http('HTTP_PROXY', `${lambdaService.origin}/b`, { streamsResponse: true, timeoutMs: 900_000 }),
          ),
        },
      },
      { minimumCompressionSize: 0 },
    ),
  );
});
afterAll(async () => {
  await system.stop();
  await lambdaService.close();
});

const streaming =
  (...parts: readonly Buffer[]) =>
  (response: ServerResponse) => {
    response.writeHead(200, eventStream);
    for (const part of parts) response.write(part);
    response.end();
  };
const head = (metadata: object) => JSON.stringify(metadata) + nulls;

test('the function is called by InvokeWithResponseStream; metadata become status and headers, what follows the body', async () => {
  const metadata = {
    statusCode: 201,
    headers: { 'Content-Type': 'text/plain', 'X-One': '1' },
    multiValueHeaders: { 'X-Two': ['a', 'b'] },
    cookies: ['c=1', 'd=2'],
  };
  respondWith = streaming(chunk(head(metadata)), chunk('hello '), chunk('world'), complete);
  const response = await system.call('/dev/function', { headers: { 'accept-encoding': 'gzip' } });
  expect(response).toMatchObject({ status: 201, body: 'hello world' });
  expect(response.headers).toMatchObject({
    'content-type': 'text/plain',
    'x-one': '1',
    'x-two': 'a, b',
    'set-cookie': ['c=1', 'd=2'],
    'x-amzn-trace-id': expect.stringContaining('Root=') as string,
  });
  expect(response.headers).not.toHaveProperty('content-encoding');
  expect(lambdaService.seen.at(-1)).toMatchObject({
    method: 'POST',
    url: `/2021-11-15/functions/${arn}/response-streaming-invocations`,
  });
});

test('metadata, delimiter and body may be cut anywhere, and bytes are not taken for text', async () => {
  const bytes = Buffer.concat([Buffer.from(head({ statusCode: 200 })), Buffer.from([0, 0, 255, 254, 0])]);
  const pieces = Array.from(bytes, (byte) => eventMessage('PayloadChunk', Buffer.of(byte)));
  respondWith = streaming(...pieces, complete);
  const response = await system.call('/dev/function');
  expect(response.status).toBe(200);
  expect([...response.bytes]).toEqual([0, 0, 255, 254, 0]);
});

test.each<[string, number, (response: ServerResponse) => void]>([
  ['a function that raises an error', 502, streaming(failed)],
  ['an error inside the metadata', 502, streaming(chunk('{"statusCode":200}'), failed)],
  ['an answer without metadata', 502, streaming(chunk('{"statusCode":200,"body":"x"}'), complete)],
  ['metadata that are none', 502, streaming(chunk(`[]${nulls}`), complete)],
  ['a status that is none', 502, streaming(chunk(head({ statusCode: 'x' })), complete)],
  ['a stream that breaks off', 502, streaming(chunk('{"statusCode"'))],
  ['bytes that are no event stream', 502, streaming(Buffer.from('hello, this is no stream'))],
  ['metadata without an end', 502, streaming(...Array.from({ length: 300 }, () => chunk('x'.repeat(1024))))],
  ['a call that Lambda refuses', 500, (response) => response.writeHead(403).end('{}')],
  ['a function that is not there', 500, (response) => response.writeHead(404).end('{}')],
])('%s is a %i', async (_, status, respond) => {
  respondWith = respond;
  expect(await system.call('/dev/function')).toMatchObject({
    status,
    body: '{"message": "Internal server error"}',
  });
});

test('a function that says nothing in its time is a 504', async () => {
  respondWith = (response) => response.writeHead(200, eventStream).flushHeaders();
  expect((await system.call('/dev/brief')).status).toBe(504);
});

test('an endpoint that returns responses whole is served like any other', async () => {
  respondWith = (response) => response.end('{"statusCode":202,"body":"whole"}');
  expect(await system.call('/dev/local')).toMatchObject({ status: 202, body: 'whole' });
  expect(lambdaService.seen.at(-1)!.url).toBe('/local');
});

/** The head of a response whose body still comes, and what of it is here. */
async function open(path: string): Promise<{ response: IncomingMessage; text: () => string }> {
  const sent = httpRequest({
    port: system.gateway.httpPort,
    path,
    headers: { host: `${apiId}.execute-api.localhost`, 'accept-encoding': 'gzip' },
  }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  response.on('data', (part: Buffer) => (text += part.toString()));
  return { response, text: () => text };
}

test('pieces reach the caller while the function still runs', async () => {
  let running: ServerResponse | null = null;
  respondWith = (response) => {
    running = response;
    response.writeHead(200, eventStream).write(chunk(`${head({ statusCode: 200 })}first`));
  };
  const { response, text } = await open('/dev/function');
  await waitFor(() => text() === 'first', { describe: 'the first piece is here' });
  running!.write(chunk(' second'));
  await waitFor(() => text() === 'first second', { describe: 'the second piece is here' });
  running!.end(complete);
  await once(response, 'end');
});

test('a function that fails behind its first bytes leaves a response that is cut', async () => {
  respondWith = streaming(chunk(`${head({ statusCode: 200 })}half`), failed);
  const outcome = await system.call('/dev/function').then(
    () => 'whole',
    () => 'cut',
  );
  expect(outcome).toBe('cut');
});

test('when the caller goes the call of the function ends', async () => {
  let closed = false;
  respondWith = (response) => {
    response.on('close', () => (closed = true));
    response.writeHead(200, eventStream).write(chunk(`${head({ statusCode: 200 })}first`));
  };
  const { response } = await open('/dev/function');
  response.destroy();
  await waitFor(() => closed, { describe: 'the call of the function has ended' });
});

test('HTTP_PROXY streams, and is not compressed', async () => {
  let running: ServerResponse | null = null;
  respondWith = (response) => {
    running = response;
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
  };
  const { response, text } = await open('/dev/proxy');
  await waitFor(() => text() === 'data: 1\n\n', { describe: 'the first event is here' });
  expect(response.headers).toMatchObject({ 'content-type': 'text/event-stream' });
  expect(response.headers).not.toHaveProperty('content-encoding');
  running!.end();
  await once(response, 'end');
  respondWith = (done) => done.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'));
  expect((await system.call('/dev/proxy')).headers['content-encoding']).toBe('gzip');
});
