import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Logger } from '#libs/telemetry';
import { silentLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { apiId, http, method, mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

const warnings: Record<string, unknown>[] = [];
const log: Logger = {
  ...silentLogger,
  warn: (message, fields) => void warnings.push({ message, ...fields }),
};
const header = 'PROXY TCP4 203.0.113.9 192.0.2.1 12345 443\r\n';
const binaryHeader = Buffer.from(
  '0d0a0d0a000d0a515549540a2111000fcb007109c0000201303901bb040000'.padEnd(62, '0'),
  'hex',
);
const request = (path: string, headers = ''): string =>
  `GET /dev${path} HTTP/1.1\r\nHost: ${apiId}.execute-api.localhost\r\n${headers}\r\n`;

let backend: TestBackend;
let system: TestSystem;
let behindTrusted: TestSystem;
let withStrangers: TestSystem;

beforeAll(async () => {
  backend = await startBackend();
  const trusting = (address: string) => [{ address, bits: 32, family: 'ipv4' }] as const;
  system = await startTestSystem({ proxyProtocol: true, log });
  behindTrusted = await startTestSystem({ proxyProtocol: true, trustedProxies: trusting('127.0.0.1') });
  withStrangers = await startTestSystem({ proxyProtocol: true, trustedProxies: trusting('192.0.2.99') });
  const document = snapshot({
    '/ip': { GET: mockMethod('$context.identity.sourceIp') },
    '/proxy': { GET: method(http('HTTP_PROXY', `${backend.origin}/b`)) },
  });
  for (const one of [system, behindTrusted, withStrangers]) await one.deploy(document);
});
afterAll(async () => {
  for (const one of [system, behindTrusted, withStrangers]) await one.stop();
  await backend.close();
});

interface Heard {
  text: string;
  closed: boolean;
}

function hear(caller: Socket): Heard {
  const heard = { text: '', closed: false };
  caller.on('data', (bytes: Buffer) => (heard.text += bytes.toString('latin1')));
  caller.on('error', () => undefined);
  caller.on('close', () => (heard.closed = true));
  return heard;
}

function open({ gateway }: TestSystem): { caller: Socket; heard: Heard } {
  const caller = connect(gateway.httpPort, '127.0.0.1');
  return { caller, heard: hear(caller) };
}

/** What is behind the last empty line, once there is something. */
async function bodyOf(heard: Heard): Promise<string> {
  await waitFor(() => /\r\n\r\n./.test(heard.text), { describe: 'a response with a body' });
  return heard.text.slice(heard.text.lastIndexOf('\r\n\r\n') + 4);
}

test('the header names the caller, for every request of its connection', async () => {
  const { caller, heard } = open(system);
  caller.write(header + request('/ip'));
  expect(await bodyOf(heard)).toBe('203.0.113.9');
  heard.text = '';
  caller.write(request('/ip', 'X-Forwarded-For: 198.51.100.7\r\n'));
  expect(await bodyOf(heard)).toBe('203.0.113.9');
  caller.destroy();
});

test.each([
  ['text', Buffer.from(header)],
  ['binary', binaryHeader],
])('a header in pieces of one byte, %s, with the request right behind it', async (_, bytes) => {
  const { caller, heard } = open(system);
  caller.setNoDelay(true);
  for (const byte of Buffer.concat([bytes, Buffer.from(request('/ip'))])) {
    await new Promise((resolve) => caller.write(Buffer.of(byte), resolve));
  }
  expect(await bodyOf(heard)).toBe('203.0.113.9');
  caller.destroy();
});

test('backends see the caller at the end of X-Forwarded-For, and the port that it came to', async () => {
  const { caller, heard } = open(system);
  caller.write(header + request('/proxy', 'X-Forwarded-For: 198.51.100.7\r\n'));
  await bodyOf(heard);
  expect(backend.seen.at(-1)!.headers).toMatchObject({
    'x-forwarded-for': '198.51.100.7, 203.0.113.9',
    'x-forwarded-port': '443',
  });
  caller.destroy();
});

test('a proxy that speaks for itself is the caller', async () => {
  const { caller, heard } = open(system);
  caller.write(`PROXY UNKNOWN\r\n${request('/ip')}`);
  expect(await bodyOf(heard)).toBe('127.0.0.1');
  caller.destroy();
});

test('the header comes before TLS begins', async () => {
  const raw = connect(system.gateway.httpsPort, '127.0.0.1');
  raw.write(header);
  const caller = connectTls({ socket: raw, rejectUnauthorized: false });
  const heard = hear(caller);
  caller.write(request('/ip'));
  expect(await bodyOf(heard)).toBe('203.0.113.9');
  caller.destroy();
});

test('header and first bytes of TLS may come together', async () => {
  const raw = connect(system.gateway.httpsPort, '127.0.0.1');
  raw.cork();
  raw.write(header);
  const caller = connectTls({ socket: raw, rejectUnauthorized: false });
  const heard = hear(caller);
  setImmediate(() => raw.uncork());
  caller.write(request('/ip'));
  expect(await bodyOf(heard)).toBe('203.0.113.9');
  caller.destroy();
});

test('what has no header is closed without a word, and the log says so once', async () => {
  for (const sent of [
    request('/ip'),
    'PROXY TCP4 nobody\r\n',
    '\r\n\r\n\0\r\nQUIT\n\x21\x99\0\0',
    '\x16\x03\x01',
  ]) {
    const { caller, heard } = open(system);
    caller.write(Buffer.from(sent, 'latin1'));
    await waitFor(() => heard.closed, { describe: 'the connection is closed' });
    expect(heard.text).toBe('');
  }
  const ours = warnings.filter(({ message }) => String(message).startsWith('TOLLGATE_PROXY_PROTOCOL'));
  expect(ours).toHaveLength(1);
});

test('one that leaves within its header leaves nothing behind', async () => {
  const { caller, heard } = open(system);
  caller.end('PROXY TCP4 203');
  await waitFor(() => heard.closed, { describe: 'the connection is closed' });
  expect(heard.text).toBe('');
});

test('with trusted proxies too: what a caller behind two of them writes counts from the right', async () => {
  const { caller, heard } = open(behindTrusted);
  caller.write(
    `PROXY TCP4 127.0.0.1 192.0.2.1 1 443\r\n${request('/ip', 'X-Forwarded-For: 1.1.1.1, 203.0.113.9\r\n')}`,
  );
  expect(await bodyOf(heard)).toBe('203.0.113.9');
  caller.destroy();
  const direct = open(behindTrusted);
  direct.caller.write(header + request('/ip', 'X-Forwarded-For: 1.1.1.1\r\n'));
  expect(await bodyOf(direct.heard)).toBe('203.0.113.9');
  direct.caller.destroy();
});

test("with trusted proxies a header of anybody else's is not believed", async () => {
  const liar = open(withStrangers);
  liar.caller.write(header + request('/ip'));
  await waitFor(() => liar.heard.closed, { describe: 'the connection is closed' });
  expect(liar.heard.text).toMatch(/^HTTP\/1\.1 400 /);
  const direct = open(withStrangers);
  direct.caller.write(request('/ip'));
  expect(await bodyOf(direct.heard)).toBe('127.0.0.1');
  direct.caller.destroy();
});
