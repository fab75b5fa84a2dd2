import { sign, X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import type { Extension } from '@peculiar/x509';
import type { TestCertificate } from './test-certificate.js';

/** What a list of revoked certificates is to be like; what is left out is as usual. */
export interface TestRevocationListOptions {
  readonly issuer: TestCertificate;
  readonly revoked?: readonly TestCertificate[];
  /** Serial numbers in hex, beside those of `revoked`. */
  readonly serials?: readonly string[];
  readonly thisUpdate?: Date;
  /** In a day by default; null: it does not say. */
  readonly nextUpdate?: Date | null;
  readonly extensions?: readonly Extension[];
  readonly entryExtensions?: readonly Extension[];
}

/**
 * Makes a list of revoked certificates (CRL) for a test, PEM, from an hour ago for a day. By hand: of a
 * hundred thousand entries libraries make as many objects, for minutes.
 */
export function makeTestRevocationList({
  issuer,
  revoked = [],
  serials = [],
  thisUpdate = new Date(Date.now() - 3_600_000),
  nextUpdate = new Date(Date.now() + 24 * 3_600_000),
  extensions = [],
  entryExtensions = [],
}: TestRevocationListOptions): string {
  const all = [
    ...revoked.map(({ certificate }) => new X509Certificate(certificate).serialNumber),
    ...serials,
  ];
  const list = sequence(
    der(0x02, Buffer.from([1])),
    algorithmOf(issuer),
    nameOf(issuer),
    time(thisUpdate),
    ...(nextUpdate ? [time(nextUpdate)] : []),
    ...(all.length > 0
      ? [sequence(Buffer.concat(all.map((one) => entryOf(one, thisUpdate, entryExtensions))))]
      : []),
    ...(extensions.length > 0 ? [der(0xa0, encoded(extensions))] : []),
  );
  const signature = sign(digestOf(issuer), list, issuer.privateKey);
  const signed = sequence(list, algorithmOf(issuer), der(0x03, Buffer.from([0]), signature));
  const lines = signed.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN X509 CRL-----\n${lines}\n-----END X509 CRL-----\n`;
}

function entryOf(serial: string, since: Date, extensions: readonly Extension[]): Buffer {
  const bytes = Buffer.from(serial, 'hex');
  const positive = bytes[0]! < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]);
  return sequence(der(0x02, positive), time(since), ...(extensions.length > 0 ? [encoded(extensions)] : []));
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const long = Buffer.alloc(4);
  long.writeUInt32BE(length);
  const head = length < 0x80 ? [tag, length] : [tag, 0x84, ...long];
  return Buffer.concat([Buffer.from(head), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const encoded = (extensions: readonly Extension[]): Buffer =>
  sequence(...extensions.map(({ rawData }) => Buffer.from(rawData)));
const time = (date: Date): Buffer =>
  der(0x18, Buffer.from(`${date.toISOString().replace(/\.\d+|[-:T]/g, '')}`));

const nameOf = ({ certificate }: TestCertificate): Buffer => {
  const { raw } = new X509Certificate(certificate);
  return Buffer.from(AsnConvert.serialize(AsnConvert.parse(raw, Certificate).tbsCertificate.subject));
};

const digestOf = ({ hash }: TestCertificate): string => hash.replace('-', '').toLowerCase();

/** The rest of their OIDs, by how the key is called. */
function algorithmOf({ key, hash }: TestCertificate): Buffer {
  const isRsa = typeof key === 'number';
  const oid = isRsa
    ? `06092a864886f70d0101${{ 'SHA-1': '05', 'SHA-256': '0b', 'SHA-384': '0c' }[hash]}0500`
    : hash === 'SHA-1'
      ? '06072a8648ce3d0401'
      : `06082a8648ce3d0403${hash === 'SHA-256' ? '02' : '03'}`;
  return sequence(Buffer.from(oid, 'hex'));
}
