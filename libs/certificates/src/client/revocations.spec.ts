import { randomBytes, X509Certificate } from 'node:crypto';
import { Extension, KeyUsageFlags, KeyUsagesExtension } from '@peculiar/x509';
import {
  makeTestCertificate,
  makeTestRevocationList,
  type TestCertificate,
  type TestRevocationListOptions,
} from '#libs/testing';
import { readRevocationList } from './read-revocation-list.js';
import { Revocations, sortedEntries } from './revocations.js';
import { Truststore } from './truststore.js';
import { whyNotTrusted } from './why-not-trusted.js';

const hour = 3_600_000;
const authority = (subject: string, options: object = {}) =>
  makeTestCertificate({ subject, authority: true, ...options });

let root: TestCertificate;
let middle: TestCertificate;
let caller: TestCertificate;
let other: TestCertificate;
beforeAll(async () => {
  root = await authority('CN=root');
  middle = await authority('CN=middle', { issuer: root });
  caller = await makeTestCertificate({ subject: 'CN=caller', issuer: middle });
  other = await makeTestCertificate({ subject: 'CN=other', issuer: middle });
});

const truststoreOf = (...trusted: readonly TestCertificate[]) =>
  new Truststore(trusted.map(({ certificate }) => certificate).join(''));
const read = (list: string, ...trusted: readonly TestCertificate[]) =>
  readRevocationList(Buffer.from(list), truststoreOf(...trusted), Date.now());
const x509 = ({ certificate }: TestCertificate) => new X509Certificate(certificate);

function why(sent: readonly TestCertificate[], ...lists: readonly TestRevocationListOptions[]) {
  const entries: Buffer[] = [];
  for (const options of lists) {
    const list = read(makeTestRevocationList(options), root, middle);
    if (!list.ok) throw new Error(list.message);
    entries.push(...list.value.entries);
  }
  const revocations = new Revocations(sortedEntries(entries));
  return whyNotTrusted(sent.map(x509), truststoreOf(root, middle), Date.now(), revocations);
}

const revoked = 'The certificate, or one that certifies it, has been revoked';

test('who is on a list of its authority is refused, and nobody else', async () => {
  expect(why([caller], { issuer: middle, revoked: [caller] })).toBe(revoked);
  expect(why([other], { issuer: middle, revoked: [caller] })).toBeUndefined();
  expect(why([caller], { issuer: middle })).toBeUndefined();
});

test('an intermediate that is revoked certifies nobody, but as an anchor of the truststore itself', async () => {
  const below = await authority('CN=below', { issuer: middle });
  const own = await makeTestCertificate({ subject: 'CN=x', issuer: below });
  expect(why([own, below], { issuer: middle, revoked: [below] })).toBe(revoked);
  expect(why([own, below], { issuer: middle })).toBeUndefined();
  // Whoever put it there trusts it, whatever is above it.
  expect(why([caller], { issuer: root, revoked: [middle] })).toBeUndefined();
});

test('a list speaks for the key that has signed it, not for another’s certificates of the same number', async () => {
  const { serialNumber } = x509(caller);
  expect(why([caller], { issuer: root, serials: [serialNumber] })).toBeUndefined();
  expect(why([caller], { issuer: middle, serials: [serialNumber] })).toBe(revoked);
});

test('of several lists each counts', async () => {
  const ofRoot = await makeTestCertificate({ subject: 'CN=y', issuer: root });
  const lists = [
    { issuer: middle, revoked: [caller] },
    { issuer: root, revoked: [ofRoot] },
  ];
  expect(why([caller], ...lists)).toBe(revoked);
  expect(why([ofRoot], ...lists)).toBe(revoked);
  expect(why([other], ...lists)).toBeUndefined();
});

test('DER is read like PEM, and lists of RSA and P-384 like those of P-256', async () => {
  for (const key of [2048, 'P-384'] as const) {
    const issuer = await authority('CN=a', { key, hash: key === 2048 ? 'SHA-256' : 'SHA-384' });
    const list = makeTestRevocationList({ issuer, serials: ['01', '00ff'] });
    expect(read(list, root, issuer)).toMatchObject({ ok: true });
    const der = Buffer.from(list.replace(/-----.*-----/g, ''), 'base64');
    const fromDer = readRevocationList(der, truststoreOf(issuer), Date.now());
    expect(fromDer.ok && fromDer.value.entries.length).toBe(2);
  }
});

const critical = (oid: string, value: string) => new Extension(oid, true, Buffer.from(value, 'hex'));
const distributionPoint = (value: string) => [critical('2.5.29.28', value)];

test.each<[string, (issuer: TestCertificate) => Partial<TestRevocationListOptions>, RegExp | null]>([
  ['of now', () => ({}), null],
  ['that says where it is found', () => ({ extensions: distributionPoint('3000') }), null],
  ['of users alone', () => ({ extensions: distributionPoint('30038101ff') }), null],
  ['that is out of date', () => ({ nextUpdate: new Date(Date.now() - hour) }), /^it is out of date since /],
  ['of the future', () => ({ thisUpdate: new Date(Date.now() + hour) }), /^it is not valid until /],
  ['without an end', () => ({ nextUpdate: null }), /does not say when the next one comes/],
  ['of some reasons', () => ({ extensions: distributionPoint('3004830201fe') }), /for some reasons alone/],
  ['of others', () => ({ extensions: distributionPoint('30038401ff') }), /of other authorities/],
  ['of changes', () => ({ extensions: [critical('2.5.29.27', '020101')] }), /critical extension/],
  [
    'with entries for others',
    () => ({ serials: ['01'], entryExtensions: [critical('2.5.29.29', '3000')] }),
    /critical extension/,
  ],
])('a list %s', async (_, options, message) => {
  const list = read(makeTestRevocationList({ issuer: root, ...options(root) }), root);
  expect(list.ok ? null : list.message).toEqual(message && (expect.stringMatching(message) as string));
});

test('a list that no authority of the truststore has signed is refused', async () => {
  const impostor = await authority('CN=root');
  const weak = await authority('CN=weak', { key: 2048, hash: 'SHA-1' });
  const mute = await authority('CN=mute', {
    extensions: [new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true)],
  });
  const noAuthority = await makeTestCertificate({ subject: 'CN=own' });
  const nobody = 'no authority of the truststore has signed it';
  const messageOf = (issuer: TestCertificate, ...trusted: readonly TestCertificate[]) => {
    const list = read(makeTestRevocationList({ issuer }), ...trusted);
    return list.ok ? null : list.message;
  };
  expect(messageOf(impostor, root)).toBe(nobody);
  expect(messageOf(noAuthority, root, noAuthority)).toBe(nobody);
  expect(messageOf(mute, root, mute)).toBe(nobody);
  expect(messageOf(weak, root, weak)).toBe('it is signed with SHA1WITHRSA, which is not supported');
  const list = makeTestRevocationList({ issuer: root, revoked: [caller] });
  const der = Buffer.from(list.replace(/-----.*-----/g, ''), 'base64');
  // Whoever takes an entry out breaks the signature.
  der[der.indexOf(Buffer.from(x509(caller).serialNumber, 'hex'))]! ^= 1;
  const changed = readRevocationList(der, truststoreOf(root), Date.now());
  expect(changed.ok ? null : changed.message).toBe(nobody);
});

test('rubbish, and lists that are cut anywhere, are refused', async () => {
  const list = makeTestRevocationList({ issuer: root, revoked: [caller] });
  const der = Buffer.from(list.replace(/-----.*-----/g, ''), 'base64');
  const refused = (bytes: Buffer) => !readRevocationList(bytes, truststoreOf(root), Date.now()).ok;
  const cuts = Array.from({ length: der.length }, (_, length) => der.subarray(0, length));
  expect(cuts.filter((cut) => !refused(cut))).toEqual([]);
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.alloc(1_048_576, 0x30),
    Buffer.from(root.certificate),
    Buffer.from('-----BEGIN X509 CRL-----'.repeat(10_000)),
    Buffer.concat([Buffer.from([0x30]), randomBytes(1_048_576)]),
    Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff]),
    Buffer.from([0x30, 0x80, 0, 0]),
  ])
    expect(refused(bytes)).toBe(true);
});

test('a hundred thousand revoked certificates are 800 KB, and asked about in 17 comparisons', async () => {
  const serials = Array.from({ length: 100_000 }, () => randomBytes(16).toString('hex'));
  const list = read(makeTestRevocationList({ issuer: middle, revoked: [caller], serials }), middle);
  if (!list.ok) throw new Error(list.message);
  const entries = sortedEntries(list.value.entries);
  expect(entries.length).toBe(800_008);
  const revocations = new Revocations(entries);
  let comparisons = 0;
  const compare = entries.compare.bind(entries);
  entries.compare = (...given: Parameters<Buffer['compare']>) => {
    comparisons += 1;
    return compare(...given);
  };
  expect(revocations.has(x509(caller), x509(middle))).toBe(true);
  expect(revocations.has(x509(other), x509(middle))).toBe(false);
  expect(comparisons).toBeGreaterThan(17);
  expect(comparisons).toBeLessThanOrEqual(34);
});
