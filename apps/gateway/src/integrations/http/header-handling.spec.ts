import type { IncomingHttpHeaders } from 'node:http';
import { awsOf } from '../../testing/aws-of.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import {
  awsService,
  http,
  lambda,
  mapping,
  method,
  mock,
  integrationResponse,
  snapshot,
} from '../../testing/documents.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';

// What API Gateway was seen to do with each of these headers (recorded: header handling).
type Mapped = 'sent' | 'dropped' | 500;
type Row = readonly [
  name: string,
  value: string,
  fromCaller: 'passes' | 'dropped',
  inParams: 'seen' | 'hidden',
  toHttp: Mapped,
  toAws: Mapped,
  toCaller: 'passes' | 'remapped' | 'dropped',
];
const table: readonly Row[] = [
  // name, value, caller -> HTTP_PROXY, $input.params, mapped to HTTP and HTTP_PROXY, mapped to AWS and
  // AWS_PROXY, mapped to the caller
  ['Accept', 'application/json', 'passes', 'seen', 'sent', 'sent', 'passes'],
  ['Accept-Charset', 'UTF-8', 'passes', 'seen', 'sent', 'sent', 'passes'],
  ['Accept-Encoding', 'br', 'passes', 'seen', 'sent', 'sent', 'passes'],
  ['Age', '9', 'passes', 'seen', 'sent', 'sent', 'passes'],
  ['Authorization', 'Unauthorized', 'passes', 'seen', 'sent', 500, 'remapped'],
  ['Connection', 'x-hop', 'dropped', 'hidden', 'dropped', 500, 'remapped'],
  ['Content-Encoding', 'identity', 'dropped', 'seen', 'sent', 'sent', 'passes'],
  ['Content-Length', '0', 'dropped', 'hidden', 500, 500, 'remapped'],
  ['Content-MD5', 'Q2hlY2s=', 'dropped', 'hidden', 'sent', 'sent', 'remapped'],
  ['Content-Type', 'text/x', 'passes', 'seen', 'sent', 'sent', 'passes'],
  ['Date', 'Tue, 15 Nov 1994 08:12:31 GMT', 'passes', 'seen', 'sent', 'sent', 'remapped'],
  ['Expect', '100-continue', 'dropped', 'hidden', 'dropped', 500, 'remapped'],
  ['Max-Forwards', '2', 'dropped', 'hidden', 'sent', 'sent', 'remapped'],
  ['Pragma', 'no-cache', 'passes', 'seen', 'sent', 'sent', 'passes'],
  ['Proxy-Authenticate', 'Basic', 'dropped', 'hidden', 'dropped', 500, 'remapped'],
  ['Range', 'bytes=500-999', 'passes', 'seen', 'sent', 'sent', 'passes'],
  ['Referer', 'https://example.com/', 'passes', 'seen', 'sent', 'sent', 'passes'],
  ['Server', 'me', 'dropped', 'hidden', 'sent', 'sent', 'remapped'],
  ['TE', 'trailers', 'dropped', 'hidden', 'dropped', 500, 'passes'],
  ['Trailer', 'X-End', 'dropped', 'hidden', 'sent', 'sent', 'remapped'],
  ['Transfer-Encoding', 'chunked', 'dropped', 'hidden', 500, 500, 'dropped'],
  ['Upgrade', 'HTTP/2.0', 'dropped', 'hidden', 'sent', 'sent', 'remapped'],
  ['User-Agent', 'mine', 'passes', 'seen', 'sent', 'sent', 'remapped'],
  ['Via', '1.1 fred', 'dropped', 'seen', 'dropped', 'dropped', 'passes'],
  ['Warn', '199 x', 'passes', 'seen', 'sent', 'sent', 'passes'],
  ['WWW-Authenticate', 'Basic', 'dropped', 'hidden', 'sent', 'sent', 'remapped'],
];

let system: TestSystem;
let backend: TestBackend;

beforeAll(async () => {
  backend = await startBackend();
  system = await startTestSystem({
    aws: awsOf({ endpointUrls: { LAMBDA: backend.origin, SNS: backend.origin } }),
  });
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
  const routes: Record<string, Record<string, ReturnType<typeof method>>> = {
    '/proxy': { ANY: method(http('HTTP_PROXY', `${backend.origin}/b`)) },
    '/function': { ANY: method(lambda('LAMBDA_PROXY', arn)) },
  };
  for (const [name, value] of table) {
    const parameters = [mapping('header', name, `'${value}'`)];
    routes[`/to-http/${name}`] = { ANY: method(http('HTTP', `${backend.origin}/b`, { parameters })) };
    routes[`/to-proxy/${name}`] = { ANY: method(http('HTTP_PROXY', `${backend.origin}/b`, { parameters })) };
    routes[`/to-service/${name}`] = { ANY: method(awsService('sns:action/Publish', { parameters })) };
    routes[`/to-lambda/${name}`] = { ANY: method(lambda('LAMBDA', arn, { parameters })) };
    routes[`/to-function/${name}`] = { ANY: method(lambda('LAMBDA_PROXY', arn, { parameters })) };
    routes[`/params/${name}`] = {
      ANY: method(
        mock({}, [integrationResponse('200', null, { 'application/json': `[$input.params('${name}')]` })]),
      ),
    };
    const settings = { responses: [integrationResponse('200', null, null, { [name]: `'${value}'` })] };
    routes[`/to-caller/${name}`] = { ANY: method(http('HTTP', `${backend.origin}/b`, settings)) };
    routes[`/to-caller-of-lambda/${name}`] = { ANY: method(lambda('LAMBDA', arn, settings)) };
  }
  await system.deploy(snapshot(routes));
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const seen = () => backend.seen.at(-1)!.headers;
const valueIn = (headers: IncomingHttpHeaders, name: string) => headers[name.toLowerCase()];

// What a request cannot carry as it is: Node's client or the gateway's own reading of the head takes these.
const notFromCaller = new Set(['Content-Length', 'Transfer-Encoding', 'Connection', 'Expect', 'Trailer']);

test.each(table.filter(([name]) => !notFromCaller.has(name)))(
  "the caller's %s: %s towards an HTTP_PROXY backend, a function and templates",
  async (name, value, fromCaller, inParams) => {
    const options = { method: 'GET', headers: { [name]: value } };
    await system.call('/dev/proxy', options);
    expect(valueIn(seen(), name)).toBe(fromCaller === 'passes' ? value : undefined);
    const params = await system.call(`/dev/params/${name}`, options);
    expect(params.body).toBe(inParams === 'seen' ? `[${value}]` : '[]');
    await system.call('/dev/function', options);
    const { headers } = JSON.parse(backend.seen.at(-1)!.body) as { headers: Record<string, string> };
    expect(headers[name]).toBe(inParams === 'seen' ? value : undefined);
  },
);

test.each(table)('a mapped %s: %s', async (name, value, _fromCaller, _inParams, toHttp, toAws) => {
  for (const [path, outcome] of [
    ['to-http', toHttp],
    ['to-proxy', toHttp],
    ['to-service', toAws],
    ['to-lambda', toAws],
    ['to-function', toAws],
  ] as const) {
    const before = backend.seen.length;
    const response = await system.call(`/dev/${path}/${name}`);
    if (outcome === 500) {
      expect([path, response.status, response.body]).toEqual([
        path,
        500,
        '{"message": "Internal server error"}',
      ]);
      expect(response.headers['x-amzn-errortype']).toBe('InternalServerErrorException');
      expect(backend.seen).toHaveLength(before);
    } else {
      expect([path, response.status === 500]).toEqual([path, false]);
      // A proxied function's mappings are checked and otherwise ignored; a mapped function's headers are
      // those of the Invoke call.
      if (path === 'to-function' || path === 'to-lambda') continue;
      expect([path, valueIn(seen(), name) === value]).toEqual([path, outcome === 'sent']);
    }
  }
});

test('a mapped Upgrade asks for nothing: no Connection header names it, and the body and the response are whole', async () => {
  for (const path of ['to-http', 'to-proxy', 'to-service']) {
    const body = 'x'.repeat(100_000);
    const response = await system.call(`/dev/${path}/Upgrade`, { method: 'POST', body });
    expect(response).toMatchObject({ status: 200, body: '{"ok":true}' });
    const { headers, body: received } = backend.seen.at(-1)!;
    expect(headers).toMatchObject({ upgrade: 'HTTP/2.0', host: new URL(backend.origin).host });
    expect(headers.connection).not.toMatch(/upgrade/i);
    expect(received).toBe(body);
  }
});

test.each(table)('%s as a mapped header of a response: %s', async (name, value, ...rest) => {
  const toCaller = rest[4];
  for (const path of ['to-caller', 'to-caller-of-lambda']) {
    const { headers } = await system.call(`/dev/${path}/${name}`);
    expect(headers[`x-amzn-remapped-${name.toLowerCase()}`]).toBe(
      toCaller === 'remapped' ? value : undefined,
    );
    if (toCaller === 'passes') expect(valueIn(headers, name)).toBe(value);
    else expect(valueIn(headers, name)).not.toBe(value);
  }
});

test('a mapped Host is that of the request to an HTTP backend', async () => {
  await system.deploy(
    snapshot({
      '/': {
        ANY: method(
          http('HTTP', `${backend.origin}/b`, {
            parameters: [mapping('header', 'Host', 'method.request.header.Host')],
          }),
        ),
      },
    }),
    { stageName: 'host' },
  );
  await system.call('/host/');
  expect(seen().host).toBe('a1b2c3d4e5.execute-api.localhost');
});
