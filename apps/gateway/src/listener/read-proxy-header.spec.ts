import { readProxyHeader } from './read-proxy-header.js';

const text = (line: string): Buffer => Buffer.from(line, 'latin1');
const start = '0d0a0d0a000d0a515549540a';
const binary = (versionAndCommand: string, family: string, rest: string): Buffer =>
  Buffer.from(
    start + versionAndCommand + family + (rest.length / 2).toString(16).padStart(4, '0') + rest,
    'hex',
  );

const ports = '303901bb';
const ipv4 = `cb007109c0000201${ports}`;
const ipv6 = `20010db8000000000000000000000009${'20010db8000000000000000000000001'}${ports}`;
const mapped = `00000000000000000000ffffcb007109${'00000000000000000000ffffc0000201'}${ports}`;

test.each([
  ['TCP over IPv4', text('PROXY TCP4 203.0.113.9 192.0.2.1 12345 443\r\n'), '203.0.113.9', 443],
  ['TCP over IPv6', text('PROXY TCP6 2001:DB8:0:0::9 2001:db8::1 12345 443\r\n'), '2001:db8::9', 443],
  ['IPv4 in IPv6', text('PROXY TCP6 ::ffff:203.0.113.9 ::1 12345 443\r\n'), '203.0.113.9', 443],
  ['binary, IPv4', binary('21', '11', ipv4), '203.0.113.9', 443],
  ['binary, IPv6', binary('21', '21', ipv6), '2001:db8::9', 443],
  ['binary, IPv4 in IPv6', binary('21', '21', mapped), '203.0.113.9', 443],
  ['binary, with TLVs', binary('21', '11', `${ipv4}04000100ea0003017670`), '203.0.113.9', 443],
  ['binary, as long as can be', binary('21', '11', ipv4.padEnd(2 * 65_535, '0')), '203.0.113.9', 443],
])('a header names the caller: %s', (_, bytes, sourceIp, port) => {
  const expected = { bytes: bytes.length, connection: { sourceIp, port } };
  expect(readProxyHeader(bytes)).toEqual(expected);
  expect(readProxyHeader(Buffer.concat([bytes, text('GET / HTTP/1.1\r\n')]))).toEqual(expected);
  // However it comes in pieces.
  for (let length = 0; length < Math.min(bytes.length, 300); length++) {
    expect(readProxyHeader(bytes.subarray(0, length))).toBe('incomplete');
  }
});

test.each([
  ['UNKNOWN alone', text('PROXY UNKNOWN\r\n')],
  ['UNKNOWN with anything', text('PROXY UNKNOWN ffff::1 nonsense 0 x\r\n')],
  ['the proxy itself', binary('20', '00', '')],
  ['the proxy itself, whatever it says', binary('20', '11', ipv4)],
  ['no address', binary('21', '00', 'aabb')],
  ['a Unix socket', binary('21', '31', '00'.repeat(216))],
  ['datagrams', binary('21', '12', ipv4)],
])('a header may name nobody: %s', (_, bytes) => {
  expect(readProxyHeader(bytes)).toEqual({ bytes: bytes.length, connection: null });
});

test.each([
  ['a request', text('GET / HTTP/1.1\r\n')],
  ['one byte of something else', text('x')],
  ['TLS', Buffer.from('1603010200', 'hex')],
  ['lower case', text('proxy TCP4 203.0.113.9 192.0.2.1 1 2\r\n')],
  ['another family', text('PROXY UDP4 203.0.113.9 192.0.2.1 1 2\r\n')],
  ['an address of the other family', text('PROXY TCP4 2001:db8::9 192.0.2.1 1 2\r\n')],
  ['no address', text('PROXY TCP4 203.0.113.999 192.0.2.1 1 2\r\n')],
  ['a port beyond all', text('PROXY TCP4 203.0.113.9 192.0.2.1 1 65536\r\n')],
  ['a port with a zero before it', text('PROXY TCP4 203.0.113.9 192.0.2.1 1 080\r\n')],
  ['two blanks', text('PROXY TCP4  203.0.113.9 192.0.2.1 1 2\r\n')],
  ['something behind', text('PROXY TCP4 203.0.113.9 192.0.2.1 1 2 3\r\n')],
  ['no line feed', text(`PROXY UNKNOWN ${'x'.repeat(93)}`)],
  ['a longer line', text(`PROXY UNKNOWN ${'x'.repeat(92)}\r\n`)],
  ['version 1 in binary', binary('11', '11', ipv4)],
  ['another command', binary('22', '11', ipv4)],
  ['another family in binary', binary('21', '41', ipv4)],
  ['no room for the addresses', binary('21', '21', ipv4)],
])('what is no header is known at once: %s', (_, bytes) => {
  expect(readProxyHeader(bytes)).toBe('malformed');
});
