import type { CallerRequest } from '../../http/caller-request.js';
import { forwardedField, nothingTold, viaField, type EarlierWay } from './earlier-way.js';

const request = {
  caller: { peerIp: '192.0.2.9', isTls: true },
  host: 'a.example:8443',
} as CallerRequest;
const own = 'for=192.0.2.9;host="a.example:8443";proto=https';
const told = (way: Partial<EarlierWay>): EarlierWay => ({ ...nothingTold, ...way });

test.each<[string, Partial<EarlierWay>, string]>([
  ['nothing', {}, ''],
  [
    'addresses of both kinds',
    { addresses: '203.0.113.7, 2001:db8::1' },
    'for=203.0.113.7, for="[2001:db8::1]"',
  ],
  ['a zone', { addresses: 'fe80::1%eth0' }, 'for=unknown'],
  ['a port', { addresses: '203.0.113.7:80' }, 'for=unknown'],
  ['a quote and parameters', { addresses: '";for=evil;by="x' }, 'for=unknown'],
  ['no elements', { addresses: ' ,, ' }, ''],
  ['empty elements', { addresses: ',203.0.113.7,,', proto: 'HTTPS' }, 'for=203.0.113.7;proto=https'],
  ['a host with parameters', { addresses: '203.0.113.7', host: 'a;proto=evil' }, 'for=203.0.113.7'],
  ['a list of hosts', { addresses: '203.0.113.7', host: 'a, b' }, 'for=203.0.113.7'],
  ['an IPv6 host', { addresses: '203.0.113.7', host: '[::1]' }, 'for=203.0.113.7;host="[::1]"'],
  ['another scheme', { addresses: '203.0.113.7', proto: 'https;by=x' }, 'for=203.0.113.7'],
  ['host and scheme of no address', { host: 'a', proto: 'http' }, ''],
  [
    'Forwarded in front',
    { forwarded: 'for=a', addresses: '203.0.113.7', host: 'b' },
    'for=a, for=203.0.113.7;host=b',
  ],
  ['a Forwarded with an open quote', { forwarded: 'for="a\\"' }, 'for=unknown'],
  ['addresses without an end', { addresses: Array(5_000).fill('x').join() }, 'for=unknown'],
  ['a Forwarded without an end', { forwarded: `for=${'a'.repeat(9_000)}` }, 'for=unknown'],
])('Forwarded from %s', (_, way, before) => {
  expect(forwardedField(request, told(way))).toBe(before === '' ? own : `${before}, ${own}`);
});

test.each([
  ['1.0 fred, 1.1 p.example.net', true],
  ['HTTP/1.1 a:8080 (a comment, with a comma)', true],
  ['1.1 a (nested (once) \\) and escaped)', true],
  ['1.1 a (open', false],
  ['1.1 a (open \\)', false],
  ['1.1 a ((twice)', false],
  ['1.1 a closed)', false],
  ['1.1 "a', false],
  ['1.1 a, '.repeat(1_000), false],
])('Via %s is continued: %s', (via, isKept) => {
  const before = isKept ? via : '1.1 unknown';
  expect(viaField('HTTP/1.1', told({ via }))).toBe(`${before}, HTTP/1.1 AmazonAPIGateway`);
});

test('Via names the protocol that the request came by', () => {
  expect(viaField('HTTP/1.0', null)).toBe('HTTP/1.0 AmazonAPIGateway');
});
