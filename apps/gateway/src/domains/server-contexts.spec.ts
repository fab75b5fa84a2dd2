import { silentLogger } from '#libs/telemetry';
import { makeTestCertificate, type TestCertificate } from '#libs/testing';
import type { ClientTrust } from '../mutual-tls/client-trust.js';
import { domainDocument } from '../testing/custom-domains.js';
import { activateDomain, type ActiveDomain } from './active-domain.js';
import { ServerContexts } from './server-contexts.js';

let pair: TestCertificate;
beforeAll(async () => void (pair = await makeTestCertificate()));

const KiB = 1024;
/** One without a chain. */
const weight = 24 * KiB;

/** Contexts that may weigh so much, and whose certificates were read to make one. */
function contextsOf(bytesMax: number): { contexts: ServerContexts; read: string[] } {
  const read: string[] = [];
  const acm = (id: string) => {
    read.push(id);
    return id === 'none' ? undefined : { chain: pair.certificate, privateKey: pair.privateKey };
  };
  return { contexts: new ServerContexts({ acm, uploaded: () => undefined }, silentLogger, bytesMax), read };
}

const domain = (certificateId: string, change: Partial<ActiveDomain> = {}): ActiveDomain => ({
  ...activateDomain(domainDocument({ certificateId }), certificateId),
  ...change,
});

test('as many as memory is allowed are kept, those that were used last', () => {
  const { contexts, read } = contextsOf(3 * weight);
  for (const id of ['a', 'b', 'c', 'a', 'd', 'a', 'c', 'b']) expect(contexts.of(domain(id))).not.toBeNull();
  expect(read).toEqual(['a', 'b', 'c', 'd', 'b']);
});

test('domains with one certificate and the same rules share a context', () => {
  const { contexts, read } = contextsOf(3 * weight);
  const rules = { ciphers: { list: 'ECDHE-ECDSA-AES128-GCM-SHA256', has: () => true } };
  expect(contexts.of(domain('a', { domainName: 'one.example.com' }))).toBe(contexts.of(domain('a')));
  expect(contexts.of(domain('a', rules))).not.toBe(contexts.of(domain('a')));
  expect(read).toEqual(['a', 'a']);
});

test('a truststore counts with all of its certificates, and one that is too large alone serves all the same', () => {
  const clientTrust = { digest: 'x', certificates: pair.certificate.repeat(20) } as ClientTrust;
  const { contexts, read } = contextsOf(3 * weight);
  for (const id of ['a', 'b']) contexts.of(domain(id));
  expect(contexts.of(domain('c', { clientTrust }))).not.toBeNull();
  expect(contexts.of(domain('c', { clientTrust }))).not.toBeNull();
  contexts.of(domain('a'));
  expect(read).toEqual(['a', 'b', 'c', 'a']);
});

test('a certificate that is replaced is read anew with whatever rules, and its room is free again', () => {
  const { contexts, read } = contextsOf(2 * weight);
  const rules = { ciphers: { list: 'ECDHE-ECDSA-AES128-GCM-SHA256', has: () => true } };
  for (let round = 0; round < 5; round++) {
    contexts.of(domain('a'));
    contexts.of(domain('a', rules));
    contexts.forget({ kind: 'acm', id: 'a' });
  }
  expect(read).toHaveLength(10);
  for (const id of ['b', 'c', 'b', 'c']) contexts.of(domain(id));
  expect(read.slice(10)).toEqual(['b', 'c']);
});

test('that there is no certificate is kept, too', () => {
  const { contexts, read } = contextsOf(weight);
  for (let round = 0; round < 3; round++) expect(contexts.of(domain('none'))).toBeNull();
  expect(read).toEqual(['none']);
});
