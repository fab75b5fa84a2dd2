import type { LookupAddress } from 'node:dns';
import { guardedLookup, isRefusedAddress } from './address-guard.js';

test.each([
  '169.254.169.254',
  '169.254.0.1',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
  '::a9fe:a9fe',
  'fe80::1',
  'fe80::1%eth0',
  'fd00:ec2::254',
  '100.100.100.200',
  '168.63.129.16',
])('%s is refused', (address) => {
  expect(isRefusedAddress(address)).toBe(true);
});

test.each([
  '127.0.0.1',
  '::1',
  '10.0.0.1',
  '192.168.1.1',
  '169.253.1.1',
  '8.8.8.8',
  'fd00::1',
  '2001:db8::1',
])('%s is allowed', (address) => {
  expect(isRefusedAddress(address)).toBe(false);
});

function lookUp(host: string, all: boolean): Promise<{ error: unknown; address: unknown }> {
  return new Promise((resolve) => {
    guardedLookup(host, { all }, (error, address?: string | LookupAddress[]) => resolve({ error, address }));
  });
}

test('a name is resolved as dns.lookup would, in both forms', async () => {
  expect((await lookUp('localhost', false)).address).toMatch(/^(127\.0\.0\.1|::1)$/);
  expect((await lookUp('localhost', true)).address).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) as string }),
    ]),
  );
});

test('a name that leads to a refused address leads nowhere', async () => {
  const { error } = await lookUp('169.254.169.254', true);
  expect(error).toMatchObject({ code: 'TOLLGATE_REFUSED_ADDRESS' });
});
