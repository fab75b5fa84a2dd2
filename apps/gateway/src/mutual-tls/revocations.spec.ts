import { createHash, randomBytes } from 'node:crypto';
import { readRevocationList, sortedEntries, Truststore } from '#libs/certificates';
import { makeTestCertificate, makeTestRevocationList, type TestCertificate } from '#libs/testing';
import { domainDocument, publishCertificate, publishDomain } from '../testing/custom-domains.js';
import { mockMethod, snapshot } from '../testing/documents.js';
import { askOver, openTls, type Opened, type Shown } from '../testing/open-tls.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { makePair } from '../testing/tls-backend.js';

const hour = 3_600_000;
const forbidden = '403 and closed {"message":"Forbidden"}';

let system: TestSystem;
let authority: TestCertificate;
let caller: TestCertificate;
let other: TestCertificate;
beforeAll(async () => {
  authority = await makeTestCertificate({ subject: 'CN=authority', authority: true });
  caller = await makeTestCertificate({ subject: 'CN=caller', issuer: authority });
  other = await makeTestCertificate({ subject: 'CN=other', issuer: authority });
  system = await startTestSystem();
  await system.deploy(snapshot({ '/pets': { GET: mockMethod('$context.identity.clientCert.subjectDN') } }));
  await publishCertificate(system, 'c1', await makePair('example.com'));
});
afterAll(() => system?.stop());

interface Revoking {
  readonly revoked?: readonly TestCertificate[];
  readonly serials?: readonly string[];
  readonly untilMs?: number;
}

/** Publishes a domain with mutual TLS and a list, as the compiler would, and waits until it is live. */
async function publish(domainName: string, { revoked, serials, untilMs }: Revoking = {}): Promise<void> {
  const { certificate: certificates } = authority;
  const list = makeTestRevocationList({
    issuer: authority,
    ...(revoked && { revoked }),
    ...(serials && { serials }),
  });
  const read = readRevocationList(Buffer.from(list), new Truststore(certificates), Date.now());
  if (!read.ok) throw new Error(read.message);
  const entries = sortedEntries(read.value.entries);
  const digest = createHash('sha256').update(certificates).update(entries).digest('hex');
  await publishDomain(
    system,
    domainDocument({
      ...{ domainId: domainName, domainName, certificateId: 'c1', asksForClientCertificate: true },
      requires: ['revocations'],
      truststore: {
        ...{ certificates, digest },
        revocations: { entries: entries.toString('base64'), ...(untilMs !== undefined && { untilMs }) },
      },
    }),
  );
}

const open = (name: string, sent: TestCertificate, more: Shown = {}): Promise<Opened> =>
  openTls(system.gateway.httpsPort, name, { sent: [sent], ...more });
async function call(name: string, sent: TestCertificate, more: Shown = {}): Promise<string> {
  const opened = await open(name, sent, more);
  const response = await askOver(opened, name);
  opened.socket.destroy();
  return response;
}

describe.each(['TLSv1.3', 'TLSv1.2'] as const)('over %s', (version) => {
  const over: Shown = version === 'TLSv1.2' ? { maxVersion: version } : {};

  test('who was revoked is refused, also on connections and in sessions from before, and others are served', async () => {
    const name = `revoked-${version.slice(-1)}.example.com`;
    await publish(name);
    const [kept, lost] = [await open(name, other, over), await open(name, caller, over)];
    expect(await askOver(kept, name)).toBe('200 CN=other');
    expect(await askOver(lost, name)).toBe('200 CN=caller');
    const session = lost.sessions.at(-1)!;
    await publish(name, { revoked: [caller] });
    expect(await askOver(kept, name)).toBe('200 CN=other');
    expect(await askOver(lost, name)).toBe(forbidden);
    expect(await call(name, caller, over)).toBe(forbidden);
    expect(await call(name, caller, { ...over, session })).toBe(forbidden);
    expect(await call(name, other, over)).toBe('200 CN=other');
    kept.socket.destroy();
    await publish(name);
    expect(await call(name, caller, over)).toBe('200 CN=caller');
  });
});

test('lists that are out of date let nobody in, on open connections neither, until newer ones are there', async () => {
  const name = 'stale.example.com';
  await publish(name, { untilMs: Date.now() + hour });
  const before = await open(name, other);
  expect(await askOver(before, name)).toBe('200 CN=other');
  await publish(name, { untilMs: Date.now() - hour });
  expect(await askOver(before, name)).toBe(forbidden);
  expect(await call(name, other)).toBe(forbidden);
  await publish(name, { untilMs: Date.now() + hour });
  expect(await call(name, other)).toBe('200 CN=other');
  // Where the domain allows it they count for ever.
  await publish(name, { revoked: [caller] });
  expect(await call(name, other)).toBe('200 CN=other');
  expect(await call(name, caller)).toBe(forbidden);
});

test('among a hundred thousand who were revoked the caller is found, and others are served', async () => {
  const name = 'many.example.com';
  const serials = Array.from({ length: 100_000 }, () => randomBytes(16).toString('hex'));
  await publish(name, { revoked: [caller], serials });
  expect(await call(name, caller)).toBe(forbidden);
  expect(await call(name, other)).toBe('200 CN=other');
});
