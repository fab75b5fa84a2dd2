import { awsOf } from '../../testing/aws-of.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { http, lambda, mapping, method, snapshot } from '../../testing/documents.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';

// Where no spans are exported, a trace goes through the gateway as if it were not there: what the caller
// sent goes on, and what is missing of it is added.
let system: TestSystem;
let backend: TestBackend;

beforeAll(async () => {
  backend = await startBackend();
  system = await startTestSystem({ aws: awsOf({ endpointUrls: { LAMBDA: backend.origin } }) });
  const parameters = [mapping('header', 'traceparent', "'mapped'")];
  const fn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
  await system.deploy(
    snapshot({
      '/proxy': { ANY: method(http('HTTP_PROXY', `${backend.origin}/b`)) },
      '/mapped': { ANY: method(http('HTTP', `${backend.origin}/b`)) },
      '/own': { ANY: method(http('HTTP', `${backend.origin}/b`, { parameters })) },
      '/function': { ANY: method(lambda('LAMBDA_PROXY', fn)) },
      '/custom': { ANY: method(lambda('LAMBDA', fn)) },
    }),
  );
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';
const root = 'Root=1-4bf92f35-77b34da6a3ce929d0e0e4736';
const sampled = `00-${traceId}-${spanId}-01`;
const everyWay = ['proxy', 'mapped', 'function', 'custom'];

type Headers = Record<string, string | string[]>;

/** What the backend was sent. */
async function sent(path: string, headers: Headers): Promise<Record<string, unknown>> {
  await system.call(`/dev/${path}`, { headers });
  return backend.seen.at(-1)!.headers;
}

describe.each(everyWay)('X-Amzn-Trace-Id of the backend of %s', (path) => {
  const madeUp = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/;
  const at = async (headers: Headers) => (await sent(path, headers))['x-amzn-trace-id'];

  test('has a Root, a Parent and a decision where the caller sends none', async () => {
    const [first, second] = [await at({}), await at({})];
    expect(first).toMatch(madeUp);
    expect(second).toMatch(madeUp);
    expect(first).not.toBe(second);
  });

  test.each([
    ['all three', `${root};Parent=${spanId};Sampled=1`],
    ['all three and more', `Self=x;${root};Parent=${spanId};Sampled=1;Lineage=1:a:0`],
    ['an open decision', `${root};Parent=${spanId};Sampled=?`],
  ])('is the caller’s where that has %s', async (_, header) => {
    expect(await at({ 'x-amzn-trace-id': header })).toBe(header);
  });

  test('is the caller’s with what is missing of it', async () => {
    expect(await at({ 'x-amzn-trace-id': root })).toMatch(
      new RegExp(`^${root};Parent=[0-9a-f]{16};Sampled=0$`),
    );
    expect(await at({ 'x-amzn-trace-id': `${root};Sampled=1;x=y` })).toMatch(
      new RegExp(`^${root};Parent=[0-9a-f]{16};Sampled=1;x=y$`),
    );
  });

  test('is the same trace and span as a traceparent that comes alone', async () => {
    expect(await at({ traceparent: sampled })).toBe(`${root};Parent=${spanId};Sampled=1`);
    expect(await at({ traceparent: sampled.replace(/1$/, '0') })).toBe(`${root};Parent=${spanId};Sampled=0`);
  });

  test.each<[string, Headers]>([
    ['rubbish', { 'x-amzn-trace-id': 'Root=everything' }],
    ['a root of zeros', { 'x-amzn-trace-id': `Root=1-${'0'.repeat(8)}-${'0'.repeat(24)}` }],
    ['several roots in several fields', { 'x-amzn-trace-id': [root, root] }],
    ['a field of 8,000 characters without a Root', { 'x-amzn-trace-id': 'x'.repeat(8_000) }],
    ['a traceparent of zeros', { traceparent: `00-${'0'.repeat(32)}-${spanId}-01` }],
    ['two traceparent', { traceparent: [sampled, sampled] }],
    ['a tracestate alone', { tracestate: 'a=1' }],
  ])('is made up for %s', async (_, headers) => {
    expect(await at(headers)).toMatch(madeUp);
  });

  test('of a Root with thousands of characters beside it, the Root goes on', async () => {
    expect(await at({ 'x-amzn-trace-id': `${root};x=${'y'.repeat(5_000)}` })).toMatch(
      new RegExp(`^${root};Parent=[0-9a-f]{16};Sampled=0$`),
    );
  });
});

describe('traceparent and tracestate', () => {
  test.each(['proxy', 'mapped'])('go on untouched to the backend of %s', async (path) => {
    const headers = { traceparent: sampled, tracestate: 'a=1,b=2' };
    expect(await sent(path, headers)).toMatchObject(headers);
  });

  test('of a later version, too', async () => {
    const traceparent = `cc-${traceId}-${spanId}-09-more`;
    for (const path of ['proxy', 'mapped'])
      expect(await sent(path, { traceparent })).toMatchObject({ traceparent });
  });

  test('are in the event of a function as they were sent', async () => {
    await sent('function', { traceparent: sampled, tracestate: 'a=1' });
    const { headers } = JSON.parse(backend.seen.at(-1)!.body) as { headers: Headers };
    expect(headers).toMatchObject({ traceparent: sampled, tracestate: 'a=1' });
  });

  test('are not made up', async () => {
    for (const path of everyWay) expect(await sent(path, {})).not.toHaveProperty('traceparent');
  });

  test('give way to a mapping that sets one of them', async () => {
    const headers = await sent('own', { traceparent: sampled, tracestate: 'a=1' });
    expect(headers).toMatchObject({ traceparent: 'mapped' });
    expect(headers).not.toHaveProperty('tracestate');
  });

  test('that a mapped backend could not read are left out there', async () => {
    const headers = await sent('mapped', { traceparent: 'rubbish', tracestate: 'a=1' });
    expect(headers).not.toHaveProperty('traceparent');
    expect(headers).not.toHaveProperty('tracestate');
  });
});

test('what callers see is their own Root, and never a Parent that they did not send', async () => {
  const shown = async (headers: Headers) =>
    (await system.call('/dev/mapped', { headers })).headers['x-amzn-trace-id'];
  expect(await shown({ 'x-amzn-trace-id': root })).toBe(root);
  expect(await shown({ traceparent: sampled })).toBe(root);
  expect(await shown({})).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
});
