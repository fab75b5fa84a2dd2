import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';
import { readProxyRanges } from './proxy-ranges.js';

test('addresses and CIDR blocks are read, and nothing else', () => {
  expect(readProxyRanges('')).toEqual([]);
  expect(readProxyRanges('10.0.0.0/8, 2001:db8::1')).toEqual(['10.0.0.0/8', '2001:db8::1']);
  for (const text of ['10.0.0.0/33', '::/129', 'proxy', '10.0.0.0/8/8', '10.0.0.1,', '10.0.0.0/', '1.2.3'])
    expect(readProxyRanges(text)).toBeUndefined();
});

// Behind a proxy every call comes from one address. Were that one counted, whoever guesses at links would
// lock everybody out.
describe('behind a trusted proxy', () => {
  let plane: TestControlPlane;
  beforeAll(async () => {
    plane = await startControlPlane({ env: { TOLLGATE_TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8' } });
  });
  afterAll(() => plane?.close());

  const redeem = async (forwardedFor: string): Promise<number> => {
    const response = await fetch(`${plane.url}/_tollgate/v1/console/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor },
      body: JSON.stringify({ token: 'x' }),
    });
    return response.status;
  };

  test('who tries too often is told to wait, by the address that the last foreign hop wrote', async () => {
    const tries = Array.from({ length: 60 }, (_, at) => redeem(`198.51.100.${at}, 203.0.113.9, 10.0.0.7`));
    expect(await Promise.all(tries)).toContain(429);
    expect(await redeem('203.0.113.10')).toBe(403);
  });

  test('the audit says where a call comes from', async () => {
    await plane.signedFetch('/restapis', {
      body: { name: 'x' },
      headers: { 'x-forwarded-for': '203.0.113.11' },
    });
    const [event] = await plane.query<{ event: string }>(
      `SELECT event FROM audit_events WHERE event_name = 'CreateRestApi'`,
    );
    expect(JSON.parse(event!.event)).toMatchObject({ sourceIPAddress: '203.0.113.11' });
  });
});
