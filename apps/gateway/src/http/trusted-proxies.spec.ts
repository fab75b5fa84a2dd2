import { readTrustedProxies, TrustedProxies } from './trusted-proxies.js';

function trusting(text: string): TrustedProxies {
  const ranges = readTrustedProxies(text);
  if (typeof ranges === 'string') throw new Error(ranges);
  return new TrustedProxies(ranges);
}

const proxies = trusting('10.0.0.0/8, 192.0.2.7,2001:db8::/32');

test.each([
  ['10.1.2.3', true],
  ['11.1.2.3', false],
  ['192.0.2.7', true],
  ['192.0.2.8', false],
  ['2001:db8::5', true],
  ['2001:db9::5', false],
  ['no address', false],
  ['', false],
])('%s is one of them: %s', (address, isOne) => {
  expect(proxies.includes(address)).toBe(isOne);
});

test.each([
  ['the last that is no proxy', '203.0.113.9', ['X-Forwarded-For', '198.51.100.1, 203.0.113.9, 10.0.0.2']],
  [
    'what a caller writes in front counts for nothing',
    '203.0.113.9',
    ['x-forwarded-for', '1.1.1.1, 203.0.113.9'],
  ],
  [
    'fields in their order',
    '203.0.113.9',
    ['X-Forwarded-For', '203.0.113.9', 'Via', 'a', 'X-Forwarded-For', '10.0.0.2'],
  ],
  ['the farthest proxy when there is nobody else', '10.0.0.2', ['X-Forwarded-For', '10.0.0.2']],
  [
    'an IPv4 address as one, however the proxy writes it',
    '203.0.113.9',
    ['X-Forwarded-For', '0:0:0:0:0:FFFF:CB00:7109'],
  ],
  ['an IPv6 address in one spelling', '2001:db9::5', ['X-Forwarded-For', '2001:DB9:0:0:0:0:0:5']],
  ['the peer without the header', '10.0.0.1', ['Via', 'a']],
  [
    'the proxy in front of what is no address',
    '10.0.0.2',
    ['X-Forwarded-For', '203.0.113.9, unknown, 10.0.0.2'],
  ],
  ['IPv4 in IPv6 as IPv4', '203.0.113.9', ['X-Forwarded-For', '::ffff:203.0.113.9']],
] as const)('the address behind a proxy: %s', (_, address, rawHeaders) => {
  expect(proxies.addressBehind('10.0.0.1', rawHeaders)).toBe(address);
});

test.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'proxy.example', '10.0.0.0/-1', '', '2001:db8::/129'])(
  '%p is refused by name',
  (text) => expect(readTrustedProxies(text)).toBe(`${text} is no address and no CIDR block`),
);
