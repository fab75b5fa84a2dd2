import { httpHost } from '../../testing/http-documents.js';
import { hostOfV1, startFunctionSystem, type FunctionSystem } from '../../testing/function-system.js';
import { binary } from '../../testing/payload-requests.js';

let system: FunctionSystem;

beforeAll(async () => {
  system = await startFunctionSystem();
});
afterAll(() => system.stop());

type Answer = [returned: unknown, expected: Readonly<Record<string, unknown>>];
const json = 'application/json';
const plain = 'text/plain; charset=utf-8';
const failed = { status: 500, body: '{"message":"Internal Server Error"}', type: json };

const answersOf2: Answer[] = [
  // Without a statusCode it is the body, whatever it is.
  [{ hello: 'world' }, { status: 200, body: '{"hello":"world"}', type: json }],
  ['"a text"', { status: 200, body: '"a text"', type: json }],
  ['Hello from Lambda!', { status: 200, body: 'Hello from Lambda!', type: json }],
  ['42', { status: 200, body: '42', type: json }],
  ['null', { status: 200, body: 'null', type: json }],
  ['true', { status: 200, body: 'true', type: json }],
  ['[1, 2]', { status: 200, body: '[1, 2]', type: json }],
  ['{"broken', { status: 200, body: '{"broken', type: json }],
  [
    { body: 'b', headers: { a: 'b' } },
    { status: 200, body: '{"body":"b","headers":{"a":"b"}}', type: json },
  ],
  ['{"ü": "€"}', { status: 200, body: '{"ü": "€"}', type: json }],
  // With one it has a form.
  [
    { statusCode: 201, body: 'made' },
    { status: 201, body: 'made', type: plain },
  ],
  [
    { statusCode: '404', body: 'no' },
    { status: 404, body: 'no', type: plain },
  ],
  [{ statusCode: 204 }, { status: 204, body: '' }],
  [
    { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>' },
    { status: 200, body: '<p>', type: 'text/html' },
  ],
  [
    { statusCode: 302, headers: { location: '/x' } },
    { status: 302, location: '/x' },
  ],
  [
    { statusCode: 200, headers: { 'x-number': 5, 'x-true': true } },
    { status: 200, 'x-number': '5', 'x-true': 'true' },
  ],
  [
    { statusCode: 200, cookies: ['a=1; Secure', 'b=2'] },
    { status: 200, cookies: ['a=1; Secure', 'b=2'] },
  ],
  [
    { statusCode: 200, headers: { 'set-cookie': 'c=3' }, cookies: ['a=1'] },
    { status: 200, cookies: ['c=3', 'a=1'] },
  ],
  [
    { statusCode: 200, multiValueHeaders: { 'x-a': ['1', '2'] } },
    { status: 200, 'x-a': undefined },
  ],
  [
    { statusCode: 200, body: binary.toString('base64'), isBase64Encoded: true },
    { status: 200, bytes: binary },
  ],
  [
    { statusCode: 200, body: 'AAEC', isBase64Encoded: false },
    { status: 200, body: 'AAEC' },
  ],
  [
    {
      statusCode: 200,
      headers: { connection: 'close', 'apigw-requestid': 'mine', 'content-length': '3' },
      body: 'abcdef',
    },
    { status: 200, body: 'abcdef' },
  ],
  [
    { statusCode: 200, other: 1, body: 'x' },
    { status: 200, body: 'x' },
  ],
  [{ statusCode: 200, body: { a: 1 } }, failed],
  [{ statusCode: 'abc' }, failed],
  [{ statusCode: 99 }, failed],
  [{ statusCode: 200, body: '!', isBase64Encoded: true }, failed],
  [{ statusCode: 200, headers: 'x' }, failed],
  [{ statusCode: 200, cookies: 'a=1' }, failed],
];

const answersOf1: Answer[] = [
  [
    { statusCode: 200, body: 'x' },
    { status: 200, body: 'x', type: plain },
  ],
  [
    { statusCode: 200, multiValueHeaders: { 'x-a': ['1', '2'] } },
    { status: 200, 'x-a': '1, 2' },
  ],
  [
    { statusCode: 200, body: binary.toString('base64'), isBase64Encoded: true },
    { status: 200, bytes: binary },
  ],
  [{ body: 'x' }, failed],
  ['"text"', failed],
  ['{', failed],
];

async function expectAnswer(result: unknown, expected: Answer[1], apiHost: string): Promise<void> {
  system.called.returns(result);
  const response = await system.call('/', { host: apiHost });
  const { status, body, type, cookies, bytes, ...headers } = expected;
  expect(response.status).toBe(status);
  if (body !== undefined) expect(response.body).toBe(body);
  if (bytes !== undefined) expect(response.bytes).toEqual(bytes);
  if (type !== undefined) expect(response.headers['content-type']).toBe(type);
  if (cookies !== undefined) expect(response.headers['set-cookie']).toEqual(cookies);
  for (const [name, value] of Object.entries(headers)) expect(response.headers[name]).toBe(value);
  expect(response.headers['apigw-requestid']).toMatch(/^[\w-]{15}=$/);
}

test.each(answersOf2)('payload 2.0: a function that returns %j', (result, expected) =>
  expectAnswer(result, expected, httpHost),
);

test.each(answersOf1)('payload 1.0: a function that returns %j', (result, expected) =>
  expectAnswer(result, expected, hostOfV1),
);

test('a function that raises an error is a 500, and says nothing of it', async () => {
  system.called.returns({ errorMessage: 'secret', errorType: 'Error' }, true);
  const { status, body } = await system.call('/', { host: httpHost });
  expect({ status, body }).toEqual({ status: 500, body: '{"message":"Internal Server Error"}' });
  system.called.returns({});
});
