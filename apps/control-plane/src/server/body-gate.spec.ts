import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { upTo } from './body-gate.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

/**
 * Sends a head and then body in pieces until it is answered; the response, and how much of the body went out
 * before it.
 */
function upload(
  head: string,
  piece = Buffer.alloc(16 * 1024, 32),
): Promise<{ response: string; sent: number }> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(plane.url).port), '127.0.0.1');
    let sent = 0;
    socket.once('data', (data: Buffer) => {
      socket.destroy();
      resolve({ response: data.toString('latin1'), sent });
    });
    socket.on('error', () => resolve({ response: 'cut', sent }));
    socket.write(`${head}\r\n\r\n`);
    // The first piece alone: who waits for the whole body never answers.
    socket.write(piece.subarray(0, 100));
    sent += 100;
  });
}

const head = (...lines: string[]) =>
  ['PUT /restapis/abcdefghij HTTP/1.1', 'host: x', 'content-length: 6000000', ...lines].join('\r\n');
const now = () => new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
const signedBy = (accessKeyId: string, date = now()) => [
  `x-amz-date: ${date}`,
  `authorization: AWS4-HMAC-SHA256 Credential=${accessKeyId}/${date.slice(0, 8)}/us-east-1/apigateway/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
];

test.each([
  ['nobody', [], 'MissingAuthenticationTokenException'],
  ['a key that is not there', () => signedBy('AKIANONE'), 'UnrecognizedClientException'],
  [
    'a date of long ago',
    () => signedBy(plane.credentials.accessKeyId, '20200101T000000Z'),
    'InvalidSignatureException',
  ],
  ['another token', ['authorization: Bearer no'], 'IncompleteSignatureException'],
])('a large body by %s is answered before it is read', async (_, lines, error) => {
  const { response } = await upload(head(...(typeof lines === 'function' ? lines() : lines)));
  expect(response).toMatch(/^HTTP\/1.1 403 /);
  expect(response.toLowerCase()).toContain(`x-amzn-errortype: ${error.toLowerCase()}`);
});

test('whoever may send a large body, sends it: 6 MB over an API that is not there is a 404', async () => {
  const body = JSON.stringify({
    swagger: '2.0',
    info: { title: 'x' },
    paths: {},
    'x-rest': 'x'.repeat(5_900_000),
  });
  const response = await plane.signedFetch('/restapis/abcdefghij', { method: 'PUT', body });
  expect(response.status).toBe(404);
});

test('a body over 1 MiB is a 413 where none needs so much, with a length and without', async () => {
  const body = JSON.stringify({ name: 'x', description: 'x'.repeat(1024 * 1024) });
  const long = await plane.signedFetch('/usageplans', { method: 'POST', body });
  expect([long.status, await long.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
  const { response } = await upload(
    [
      'POST /usageplans HTTP/1.1',
      'host: x',
      'transfer-encoding: chunked',
      ...signedBy(plane.credentials.accessKeyId),
    ].join('\r\n') + `\r\n\r\n200000\r\n${' '.repeat(0x200000)}`,
  );
  expect(response).toMatch(/^HTTP\/1.1 413 /);
});

test('after a refusal the connection goes on with the next request', async () => {
  const body = Buffer.alloc(200_000, 32);
  const refused = await fetch(`${plane.url}/restapis/abcdefghij`, { method: 'PUT', body });
  expect(refused.status).toBe(403);
  expect((await plane.signedFetch('/restapis')).status).toBe(200);
});

/** What is answered to bytes, until the connection ends or there are so many responses. */
function exchange(bytes: (string | Buffer)[], responses: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(plane.url).port), '127.0.0.1');
    let text = '';
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
      if (text.split('HTTP/1.1 ').length > responses) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
    for (const part of bytes) socket.write(part);
  });
}

test('a connection that was not said to end goes on, however long the body that was refused', async () => {
  const body = Buffer.alloc(6_000_000, 32);
  const text = await exchange([`${head()}\r\n\r\n`, body, 'GET /restapis HTTP/1.1\r\nhost: x\r\n\r\n'], 2);
  expect(text.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 403', 'HTTP/1.1 403']);
  expect(text).not.toMatch(/connection: close/i);
});

test('a refusal of a body whose end nobody knows says that the connection ends', async () => {
  const chunked = 'PUT /restapis/abcdefghij HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n';
  const text = await exchange([chunked, '20\r\n'], 1);
  expect(text).toMatch(/^HTTP\/1.1 403 /);
  expect(text).toContain('connection: close');
});

test('a client that goes on sending behind such a refusal reads it, and then the end', async () => {
  const text = await new Promise<string>((resolve) => {
    const socket = connect({ port: Number(new URL(plane.url).port), host: '127.0.0.1', allowHalfOpen: true });
    let read = '';
    socket.on('data', (data: Buffer) => (read += data.toString('latin1')));
    socket.on('end', () => {
      // A connection that was closed at both ends would be reset by this, and tell nothing of it.
      socket.write('20\r\n', () => socket.end());
    });
    socket.on('error', (error) => (read += error.message));
    socket.on('close', () => resolve(read));
    socket.write('PUT /restapis/abcdefghij HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
  });
  expect(text).toMatch(/^HTTP\/1.1 403 [^]*\}$/);
});

test('a body whose client leaves fails alone, also where nobody reads it (GET)', async () => {
  const body = new PassThrough();
  const counted = upTo(10, body);
  body.write('hello');
  body.destroy();
  // An error without a listener would end the process, and this test with it.
  await new Promise((resolve) => counted.once('close', resolve));
  expect(counted.errored).toEqual(new Error('the client has gone'));
});
