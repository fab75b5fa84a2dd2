import { createHash } from 'node:crypto';
import { connect, type ClientHttp2Session } from 'node:http2';
import { makeTestCertificate, type TestCertificate } from '#libs/testing';
import { domainDocument, domainName, publishCertificate, publishDomain } from '../testing/custom-domains.js';
import { mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { makePair } from '../testing/tls-backend.js';

const open = 'open.example.com';
let system: TestSystem;
let caller: TestCertificate;
let stranger: TestCertificate;
beforeAll(async () => {
  const root = await makeTestCertificate({ subject: 'CN=root', authority: true });
  caller = await makeTestCertificate({ subject: 'CN=caller', issuer: root });
  stranger = await makeTestCertificate({
    subject: 'CN=stranger',
    issuer: await makeTestCertificate({ subject: 'CN=other', authority: true }),
  });
  system = await startTestSystem();
  await system.deploy(snapshot({ '/pets': { GET: mockMethod('$context.identity.clientCert.subjectDN') } }));
  await publishCertificate(system, 'c1', await makePair(domainName));
  const certificates = root.certificate;
  await publishDomain(
    system,
    domainDocument({
      certificateId: 'c1',
      asksForClientCertificate: true,
      truststore: { certificates, digest: createHash('sha256').update(certificates).digest('hex') },
    }),
  );
  await publishDomain(system, domainDocument({ domainId: 'dom2', domainName: open, certificateId: 'c1' }));
});
afterAll(() => system?.stop());

const session = (servername: string, sent?: TestCertificate): ClientHttp2Session =>
  connect(`https://127.0.0.1:${system.gateway.httpsPort}`, {
    ...{ servername, rejectUnauthorized: false },
    ...(sent && { cert: sent.certificate, key: sent.privateKey }),
  });

const ask = (on: ClientHttp2Session, host: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const stream = on.request({ ':path': '/pets', ':authority': host });
    let body = '';
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => (body += text)).on('error', reject);
    stream.on('response', ({ ':status': status }) => {
      stream.on('end', () => resolve(status === 200 ? `200 ${body}` : String(status)));
    });
  });

test('a caller with a certificate is served, and at no other domain of the same session', async () => {
  const shown = session(domainName, caller);
  expect(await ask(shown, domainName)).toBe('200 CN=caller');
  expect(await ask(shown, open)).toBe('421');
  expect(await ask(shown, domainName)).toBe('200 CN=caller');
  shown.destroy();
});

test('a session for another domain opens none with mutual TLS', async () => {
  const elsewhere = session(open);
  expect(await ask(elsewhere, open)).toMatch(/^200/);
  expect(await ask(elsewhere, domainName)).toBe('421');
  elsewhere.destroy();
});

test.each(['nobody', 'stranger'])(
  '%s is refused, and the session ends: another certificate takes another',
  async (who) => {
    const refused = session(domainName, who === 'stranger' ? stranger : undefined);
    const told = new Promise((resolve) => refused.once('goaway', resolve));
    expect(await ask(refused, domainName)).toBe('403');
    expect(await told).toBe(0);
    refused.destroy();
  },
);
