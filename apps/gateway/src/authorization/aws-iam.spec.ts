import { ada, mismatch, said, startSignedSystem, type SignedSystem } from '../testing/signed-api.js';
import { host, presigned, sessionOf, signed } from '../testing/signing-callers.js';

let system: SignedSystem;
beforeAll(async () => {
  system = await startSignedSystem();
});
afterAll(() => system?.stop());

const call: SignedSystem['callSigned'] = (...given) => system.callSigned(...given);
const lastSeen = () => system.backend.seen.at(-1)!;

describe('what was signed is let in, as it came', () => {
  test.each([
    ['/dev/all/a'],
    ['/dev/all/with%20blank?q=a%20b&r=a+b'],
    ['/dev/all/a+b/%2B/%2F/%25?x=%2B'],
    ['/dev/all/%C3%BC%E2%82%AC?%C3%BC=%E2%82%AC'],
    ['/dev/all/a?empty=&noValue&b=2&b=1&a=&b'],
    ["/dev/all/a~b-c_d.e!$&'()*,;=:@?x=!$'()*,:@/?"],
    ['/dev//all///a/'],
  ])('%s', async (path) => {
    expect(await call(path)).toMatchObject({ status: 200 });
    expect((await system.call(presigned(path, ada))).status).toBe(200);
  });

  test('an address without a host of its own', async () => {
    const headers = { host: 'localhost' };
    const path = '/_aws/execute-api/a1b2c3d4e5/dev/all/a?x=1';
    expect(await call(path, { headers })).toMatchObject({ status: 200 });
  });

  test.each(['HEAD', 'DELETE', 'OPTIONS', 'POST', 'PATCH'])('%s', async (verb) => {
    expect(await call('/dev/all/a', { method: verb })).toMatchObject({ status: 200 });
    if (verb === 'HEAD' || verb === 'OPTIONS') return;
    await call('/dev/all/a', { method: verb, body: 'ünits' });
    expect(lastSeen()).toMatchObject({ method: verb, body: 'ünits' });
  });

  test('a body of 10 MiB, and one in chunks', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024, 'x');
    expect((await call('/dev/all/a', { method: 'POST', body })).status).toBe(200);
    expect(lastSeen().bytes.equals(body)).toBe(true);
    const options = signed('/dev/all/a', ada, { method: 'PUT', body: 'in chunks' });
    const { 'content-length': _, ...rest } = options.headers as Record<string, string>;
    const headers = { ...rest, 'transfer-encoding': 'chunked' };
    expect((await system.call('/dev/all/a', { ...options, headers })).status).toBe(200);
    expect(lastSeen()).toMatchObject({ method: 'PUT', body: 'in chunks' });
  });

  test('a target of absolute form, whose host counts and not that of the header', async () => {
    const options = signed('/dev/all/a', ada);
    const headers = { ...options.headers, host: 'another.execute-api.localhost' };
    expect((await system.call(`http://${host}/dev/all/a`, { headers })).status).toBe(200);
  });

  test('headers of any text, with blanks in them', async () => {
    const headers = { 'x-note': 'a   b', 'x-utf': Buffer.from('größe').toString('latin1') };
    const options = signed('/dev/all/a', ada, { headers: { 'x-note': headers['x-note'], 'x-utf': 'größe' } });
    const sent = { ...options, headers: { ...options.headers, ...headers } };
    expect((await system.call('/dev/all/a', sent)).status).toBe(200);
  });
});

describe('no backend sees', () => {
  test('a signature in headers', async () => {
    const session = sessionOf(system);
    await call('/dev/all/a', { credentials: session, headers: { 'x-own': '1' } });
    const { headers } = lastSeen();
    expect(headers['x-own']).toBe('1');
    for (const name of ['authorization', 'x-amz-date', 'x-amz-security-token'])
      expect(headers).not.toHaveProperty(name);
  });

  test('a signature in the query', async () => {
    const session = sessionOf(system);
    expect((await system.call(presigned('/dev/all/a?b=2&a=1', '', { credentials: session }))).status).toBe(
      200,
    );
    expect(lastSeen().url).toBe('/a?a=1&b=2');
  });

  test('the token of a session that stands in the query, while the signature is in headers', async () => {
    const { sessionToken, ...credentials } = sessionOf(system);
    const path = `/dev/all/a?b=2&X-Amz-Security%2DToken=${encodeURIComponent(sessionToken)}&X-Amz-Date=own`;
    expect((await call(path, { credentials })).status).toBe(200);
    expect(lastSeen().url).toBe('/a?b=2&X-Amz-Date=own');
  });

  test('a signature for a method that asks for none', async () => {
    await call('/dev/open/a');
    expect(lastSeen().headers).not.toHaveProperty('authorization');
  });

  test('a byte of a body that is not what was signed', async () => {
    const before = system.backend.seen.length;
    const good = signed('/dev/all/a', ada, { method: 'POST', body: 'good' });
    expect(said(await system.call('/dev/all/a', { ...good, body: 'evil' })).message).toBe(mismatch);
    const { 'x-amz-content-sha256': _, ...unstated } = signed('/dev/all/a', ada).headers as Record<
      string,
      string
    >;
    expect(
      (await system.call('/dev/all/a', { method: 'POST', headers: unstated, body: 'evil' })).status,
    ).toBe(403);
    const unsigned = { ...good.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    expect(said(await system.call('/dev/all/a', { ...good, headers: unsigned })).message).toBe(mismatch);
    expect(system.backend.seen.length).toBe(before);
  });
});
