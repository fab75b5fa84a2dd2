import { once } from 'node:events';
import { connect, type SecureVersion } from 'node:tls';
import { tlsRulesOf } from '#libs/snapshot-compiler';
import { makeTestCertificate } from '#libs/testing';
import { domainDocument, publishCertificate, publishDomain } from '../testing/custom-domains.js';
import { mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

/** What a caller offers, nothing else; the certificates of these domains have RSA keys. */
const offers = {
  'TLS 1.1': ['TLSv1.1', 'ECDHE-RSA-AES128-SHA@SECLEVEL=0'],
  'AES GCM of TLS 1.3': ['TLSv1.3', 'TLS_AES_256_GCM_SHA384'],
  'ChaCha20 of TLS 1.3': ['TLSv1.3', 'TLS_CHACHA20_POLY1305_SHA256'],
  'forward secrecy, AES GCM': ['TLSv1.2', 'ECDHE-RSA-AES128-GCM-SHA256'],
  'forward secrecy, AES CBC': ['TLSv1.2', 'ECDHE-RSA-AES256-SHA384'],
  'forward secrecy, ChaCha20': ['TLSv1.2', 'ECDHE-RSA-CHACHA20-POLY1305'],
  'RSA, AES GCM': ['TLSv1.2', 'AES256-GCM-SHA384'],
  'RSA, AES CBC': ['TLSv1.2', 'AES128-SHA256'],
  'SHA-1': ['TLSv1.2', 'ECDHE-RSA-AES128-SHA'],
} as const satisfies Record<string, readonly [SecureVersion, string]>;
type Offer = keyof typeof offers;

const newest: Offer[] = ['AES GCM of TLS 1.3', 'ChaCha20 of TLS 1.3'];
const legacy: Offer[] = [
  ...newest,
  'forward secrecy, AES GCM',
  'forward secrecy, AES CBC',
  'RSA, AES GCM',
  'RSA, AES CBC',
];
const table: readonly (readonly [policy: string, served: readonly Offer[]])[] = [
  ['TLS_1_0', legacy],
  ['TLS_1_2', legacy],
  ['SecurityPolicy_TLS13_1_3_2025_09', newest],
  ['SecurityPolicy_TLS13_1_3_FIPS_2025_09', ['AES GCM of TLS 1.3']],
  ['SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', [...newest, 'forward secrecy, AES GCM']],
  ['SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09', ['AES GCM of TLS 1.3', 'forward secrecy, AES GCM']],
  ['SecurityPolicy_TLS13_1_2_PQ_2025_09', legacy],
  ['SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09', legacy.filter((offer) => !offer.startsWith('ChaCha20'))],
  ['SecurityPolicy_TLS13_1_2_2021_06', [...newest, 'forward secrecy, AES GCM', 'forward secrecy, AES CBC']],
  ['SecurityPolicy_TLS13_2025_EDGE', newest],
  [
    'SecurityPolicy_TLS12_PFS_2025_EDGE',
    [...newest, 'forward secrecy, AES GCM', 'forward secrecy, ChaCha20'],
  ],
  ['SecurityPolicy_TLS12_2018_EDGE', [...legacy, 'forward secrecy, ChaCha20']],
  ['SecurityPolicy_unknown', ['AES GCM of TLS 1.3']],
];

let system: TestSystem;
const nameOf = (policy: string) => `${policy.toLowerCase().replaceAll('_', '-')}.example.com`;
beforeAll(async () => {
  system = await startTestSystem();
  await system.deploy(snapshot({ '/pets': { GET: mockMethod('ok') } }));
  const { certificate: cert, privateKey: key } = await makeTestCertificate({ key: 2048 });
  await publishCertificate(system, 'rsa', { cert, key });
  for (const [index, [policy]] of table.entries()) {
    const change = { domainId: `d${index}`, domainName: nameOf(policy), certificateId: 'rsa' };
    await publishDomain(system, domainDocument({ ...change, ...tlsRulesOf(policy) }));
  }
});
afterAll(() => system?.stop());

/** Whether a caller who offers this alone is served. */
async function isServed(servername: string, offer: Offer): Promise<boolean> {
  const [version, ciphers] = offers[offer];
  const socket = connect({
    port: system.gateway.httpsPort,
    host: '127.0.0.1',
    servername,
    minVersion: version,
    maxVersion: version,
    ciphers,
    rejectUnauthorized: false,
  });
  try {
    await once(socket, 'secureConnect');
    socket.write(`GET /pets HTTP/1.1\r\nHost: ${servername}\r\nConnection: close\r\n\r\n`);
    const [response] = (await once(socket, 'data')) as [Buffer];
    return response.toString().startsWith('HTTP/1.1 200 ');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

test.each(table)('%s', async (policy, served) => {
  const found: Offer[] = [];
  for (const offer of Object.keys(offers) as Offer[]) {
    if (await isServed(nameOf(policy), offer)) found.push(offer);
  }
  expect(found.sort()).toEqual([...served].sort());
});
