import { createHash } from 'node:crypto';
import { ExtendedKeyUsageExtension } from '@peculiar/x509';
import { makeTestCertificate, type TestCertificate } from '#libs/testing';
import { domainDocument, domainName, publishCertificate, publishDomain } from '../testing/custom-domains.js';
import { apiId, mockMethod, snapshot } from '../testing/documents.js';
import { askOver, openTls, type Opened, type Shown } from '../testing/open-tls.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { makePair } from '../testing/tls-backend.js';

const hour = 3_600_000;
const open = 'open.example.com';
const twin = 'twin.example.com';
const told = ['subjectDN', 'issuerDN', 'serialNumber', 'validity.notBefore', 'validity.notAfter']
  .map((member) => `$context.identity.clientCert.${member}`)
  .join(' | ');

let system: TestSystem;
let root: TestCertificate;
let middle: TestCertificate;
let other: TestCertificate;
let caller: TestCertificate;
let stranger: TestCertificate;
beforeAll(async () => {
  root = await authority('CN=root');
  middle = await authority('CN=middle', root);
  other = await authority('CN=other');
  caller = await makeTestCertificate({ subject: 'C=US, O=Example, CN=caller', issuer: middle });
  stranger = await makeTestCertificate({ subject: 'CN=stranger', issuer: other });
  system = await startTestSystem();
  await system.deploy(snapshot({ '/pets': { GET: mockMethod(told) } }));
  await publishCertificate(system, 'c1', await makePair(domainName));
  await trust(domainName, 'dom1', root);
  await trust(twin, 'dom2', root, other);
  await publishDomain(system, domainDocument({ domainId: 'dom3', domainName: open, certificateId: 'c1' }));
});
afterAll(() => system?.stop());

const authority = (subject: string, issuer?: TestCertificate) =>
  makeTestCertificate({ subject, authority: true, ...(issuer && { issuer }) });

/** Publishes a domain with mutual TLS, and waits until it is live. */
async function trust(name: string, domainId: string, ...authorities: readonly TestCertificate[]) {
  const certificates = authorities.map(({ certificate }) => certificate).join('');
  const digest = createHash('sha256').update(certificates).digest('hex');
  await publishDomain(
    system,
    domainDocument({
      ...{ domainId, domainName: name, certificateId: 'c1', asksForClientCertificate: true },
      truststore: { certificates, digest },
    }),
  );
}

const openTo = (servername: string | undefined, shown?: Shown): Promise<Opened> =>
  openTls(system.gateway.httpsPort, servername, shown);
const ask = askOver;

async function call(host: string, shown: Shown = {}, servername: string | undefined = host): Promise<string> {
  const opened = await openTo(servername, shown);
  const response = await ask(opened, host);
  opened.socket.destroy();
  return response;
}

const forbidden = '403 and closed {"message":"Forbidden"}';
const broken = '400 and closed {"message":"Bad Request"}';
const misdirected = '421 and closed {"message":"Misdirected Request"}';

test.each(['TLSv1.3', 'TLSv1.2'] as const)(
  'over %s who the truststore vouches for is served, and no other',
  async (version) => {
    const over: Shown = version === 'TLSv1.2' ? { maxVersion: version } : {};
    const madeBy = (issuer: TestCertificate, options = {}) =>
      makeTestCertificate({ subject: 'CN=x', issuer, ...options });
    const expired = await madeBy(root, {
      notBefore: new Date(Date.now() - 2 * hour),
      notAfter: new Date(Date.now() - hour),
    });
    const early = await madeBy(root, { notBefore: new Date(Date.now() + hour) });
    const forServers = await madeBy(root, {
      extensions: [new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1'])],
    });
    const impostor = await authority('CN=root');
    const cases: readonly (readonly [string, readonly TestCertificate[], boolean])[] = [
      ['none', [], false],
      ['a good one', [caller, middle], true],
      ['one of the root itself', [await madeBy(root)], true],
      ['without the intermediate', [caller], false],
      ['of another authority', [stranger], false],
      ['of another authority, which is sent along', [stranger, other], false],
      ['of an authority of the same name', [await madeBy(impostor), impostor], false],
      ['self-signed', [await makeTestCertificate({ subject: 'CN=self' })], false],
      ['expired', [expired], false],
      ['not valid yet', [early], false],
      ['for servers alone', [forServers], false],
    ];
    // In TLS 1.2 OpenSSL has a forged signature for an error of the connection.
    const refusals = new Set([forbidden, ...(over.maxVersion ? [broken] : [])]);
    const results = [];
    for (const [what, sent] of cases) {
      const response = await call(domainName, { sent, ...over });
      results.push([what, response.startsWith('200 ') ? true : refusals.has(response) ? false : response]);
    }
    expect(results).toEqual(cases.map(([what, , served]) => [what, served]));
  },
);

test('an intermediate of the truststore vouches like a root', async () => {
  await trust('middle.example.com', 'dom4', middle);
  expect(await call('middle.example.com', { sent: [caller] })).toMatch(/^200 /);
  const ofRoot = await makeTestCertificate({ subject: 'CN=y', issuer: root });
  expect(await call('middle.example.com', { sent: [ofRoot] })).toBe(forbidden);
});

test('$context has the certificate, where the domain asks for one', async () => {
  const date = '[A-Z][a-z]{2} [ 0-9]\\d [0-9:]{8} \\d{4} GMT';
  const expected = `^200 C=US,O=Example,CN=caller \\| CN=middle \\| ([0-9a-f]{2}:){14}[0-9a-f]{2} \\| ${date} \\| ${date}$`;
  expect(await call(domainName, { sent: [caller, middle] })).toMatch(new RegExp(expected));
  expect(await call(open, { sent: [caller, middle] })).toBe('200  |  |  |  | ');
});

test('other domains and hosts of APIs ask nobody', async () => {
  for (const [name, host] of [
    [open, open],
    [`${apiId}.execute-api.localhost`, `${apiId}.execute-api.localhost`],
  ] as const) {
    const { socket, sessions } = await openTo(name, { sent: [caller, middle] });
    expect(sessions).toBeDefined();
    expect(await ask({ socket }, host, name === open ? '/pets' : '/dev/pets')).toMatch(/^200 {2}\|/);
    socket.destroy();
  }
});

test('no connection of another name, and none without TLS, reaches a domain with mutual TLS', async () => {
  const shown = { sent: [caller, middle] };
  for (const servername of [open, twin, `${apiId}.execute-api.localhost`, undefined]) {
    const opened = await openTo(servername, shown);
    expect(await ask(opened, domainName)).toMatch(/^421 /);
    opened.socket.destroy();
  }
  for (const path of ['/pets', '/ping', `/_aws/execute-api/${apiId}/dev/pets`]) {
    expect((await system.call(path, { host: domainName })).status).toBe(403);
  }
  const { socket } = await openTo(domainName);
  expect(await ask({ socket }, open)).toMatch(/^421 /);
});

describe.each(['TLSv1.3', 'TLSv1.2'] as const)('a session of %s that is taken up again', (version) => {
  const over: Shown = version === 'TLSv1.2' ? { maxVersion: version } : {};

  /** The session of a caller that was served, and its certificates. */
  async function sessionOf(name: string, sent: readonly TestCertificate[]): Promise<Buffer> {
    const opened = await openTo(name, { sent, ...over });
    await ask(opened, name);
    opened.socket.destroy();
    expect(opened.sessions.length).toBeGreaterThan(0);
    return opened.sessions.at(-1)!;
  }

  async function resume(name: string, session: Buffer, sent: readonly TestCertificate[] = []) {
    const opened = await openTo(name, { session, sent, ...over });
    const isResumed = opened.socket.isSessionReused();
    const response = await ask(opened, name);
    opened.socket.destroy();
    return { isResumed, response };
  }

  test('is the same caller’s at the same domain', async () => {
    const again = await resume(domainName, await sessionOf(domainName, [caller, middle]));
    expect(again).toEqual({
      isResumed: true,
      response: expect.stringMatching(/^200 C=US,O=Example,CN=caller \|/) as string,
    });
  });

  test.each([
    ['another domain with mutual TLS that would take the caller', twin],
    ['a domain that asks for nothing', open],
  ])('is nobody’s when it comes from %s', async (_, name) => {
    const sent = [await makeTestCertificate({ subject: 'CN=elsewhere', issuer: root })];
    const { isResumed, response } = await resume(domainName, await sessionOf(name, sent));
    // The OpenSSL of Node 24 does not take it up at all: then the caller is asked, and shows nothing.
    expect(response).toBe(isResumed ? misdirected : forbidden);
  });

  test('of a caller that was refused lets nobody in', async () => {
    const { isResumed, response } = await resume(domainName, await sessionOf(domainName, [stranger]));
    expect([isResumed, response]).toEqual([true, misdirected]);
  });

  test('does not outlive the truststore, and who shows its certificate again is served', async () => {
    const name = `changed-${version.slice(-1)}.example.com`;
    await trust(name, `dom5${version}`, root);
    const session = await sessionOf(name, [caller, middle]);
    await trust(name, `dom5${version}`, root, other);
    expect(await resume(name, session)).toEqual({ isResumed: false, response: forbidden });
    const shown = await resume(name, session, [caller, middle]);
    expect([shown.isResumed, shown.response.slice(0, 4)]).toEqual([false, '200 ']);
  });
});

test('a truststore that is replaced counts for the next handshake, and for connections that are open', async () => {
  const name = 'replaced.example.com';
  await trust(name, 'dom6', root);
  const [kept, lost] = [
    await openTo(name, { sent: [caller, middle] }),
    await openTo(name, { sent: [caller, middle] }),
  ];
  expect(await ask(kept, name)).toMatch(/^200 /);
  expect(await ask(lost, name)).toMatch(/^200 /);
  await trust(name, 'dom6', root, other);
  expect(await ask(kept, name)).toMatch(/^200 /);
  expect(await call(name, { sent: [stranger] })).toMatch(/^200 /);
  await trust(name, 'dom6', other);
  expect(await ask(lost, name)).toBe(forbidden);
  expect(await call(name, { sent: [caller, middle] })).toBe(forbidden);
});

test('a connection that is older than mutual TLS at its domain is sent away, and asked when it comes again', async () => {
  const name = 'later.example.com';
  await publishDomain(system, domainDocument({ domainId: 'dom7', domainName: name, certificateId: 'c1' }));
  const before = await openTo(name, { sent: [caller, middle] });
  expect(await ask(before, name)).toMatch(/^200 /);
  await trust(name, 'dom7', root);
  expect(await ask(before, name)).toBe(misdirected);
  const again = await openTo(name, { session: before.sessions.at(-1)!, sent: [caller, middle] });
  expect(again.socket.isSessionReused()).toBe(false);
  expect(await ask(again, name)).toMatch(/^200 C=US/);
});

test('a domain that asks for a certificate and has none itself makes no handshake', async () => {
  const name = 'bare.example.com';
  const certificates = root.certificate;
  await publishDomain(
    system,
    domainDocument({
      ...{ domainId: 'dom8', domainName: name, asksForClientCertificate: true as const },
      truststore: { certificates, digest: 'x' },
    }),
  );
  await expect(openTo(name, { sent: [caller, middle] })).rejects.toThrow();
});
