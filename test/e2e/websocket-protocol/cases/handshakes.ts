import { exampleKey } from '#libs/testing';
import type { HandshakeCase } from '../protocol-case.js';

const key = (value: string | readonly string[] | null, name: string): HandshakeCase => ({
  name,
  handshake: { headers: { 'Sec-WebSocket-Key': value } },
  status: [400],
});

/** RFC 6455, 4.4: 426, and the versions that the server knows. */
const version = (value: string | readonly string[] | null, name: string): HandshakeCase => ({
  name,
  handshake: { headers: { 'Sec-WebSocket-Version': value } },
  status: [426],
  headers: { 'sec-websocket-version': '13' },
});

const accepted = (
  name: string,
  headers: Readonly<Record<string, string | readonly string[] | null>>,
): HandshakeCase => ({
  name,
  handshake: { headers },
  status: [101],
  headers: { 'sec-websocket-extensions': null, 'sec-websocket-protocol': null },
});

/** What is no upgrade at all is a plain request, and those have nothing at a WebSocket API. */
const noUpgrade = (
  name: string,
  headers: Readonly<Record<string, string | readonly string[] | null>>,
): HandshakeCase => ({ name, handshake: { headers }, status: [400, 403, 426] });

// RFC 6455, 4.2.1.
export const handshakeCases: readonly HandshakeCase[] = [
  accepted('as a browser asks', {}),
  accepted('Upgrade in capitals', { Upgrade: 'WEBSOCKET' }),
  accepted('Connection in small letters', { Connection: 'upgrade' }),
  accepted('Connection with other tokens', { Connection: 'keep-alive, Upgrade' }),
  accepted('a compression that is not spoken', {
    'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits',
  }),
  accepted('an extension that nobody knows', { 'Sec-WebSocket-Extensions': 'x-unheard-of; a=1' }),
  accepted('subprotocols of which none is chosen', { 'Sec-WebSocket-Protocol': 'chat, superchat' }),
  accepted('an Origin', { Origin: 'https://app.example.com' }),
  accepted('another key', { 'Sec-WebSocket-Key': 'AQIDBAUGBwgJCgsMDQ4PEA==' }),
  { name: 'POST', handshake: { method: 'POST' }, status: [400, 403, 405] },
  { name: 'HEAD', handshake: { method: 'HEAD' }, status: [400, 403, 405] },
  { name: 'HTTP/1.0', handshake: { version: '1.0' }, status: [400, 403, 426, 505] },
  { name: 'no Host', handshake: { headers: { Host: null } }, status: [400] },
  noUpgrade('no Upgrade', { Upgrade: null }),
  noUpgrade('no Connection', { Connection: null }),
  noUpgrade('Connection without Upgrade', { Connection: 'keep-alive' }),
  noUpgrade('an upgrade to something else', { Upgrade: 'h2c' }),
  key(null, 'no key'),
  key('', 'an empty key'),
  key('AQIDBAUGBwgJCgsMDQ4P', 'a key of 15 bytes'),
  key('AQIDBAUGBwgJCgsMDQ4PEBE=', 'a key of 17 bytes'),
  key('not Base64 at all, sorry', 'a key that is no Base64'),
  key(exampleKey.slice(0, -1), 'a key without its padding'),
  key([exampleKey, exampleKey], 'two keys'),
  version(null, 'no version'),
  version('12', 'the version before'),
  version('14', 'a version to come'),
  version('0', 'version 0'),
  version('013', 'a version with a leading zero'),
  version('thirteen', 'a version in words'),
  version('13, 14', 'two versions'),
  ...['chat,,superchat', 'chat, chat', 'ch at', ','].map((value): HandshakeCase => ({
    name: `Sec-WebSocket-Protocol: ${value}`,
    handshake: { headers: { 'Sec-WebSocket-Protocol': value } },
    status: [400],
  })),
];
