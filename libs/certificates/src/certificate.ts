import type { Owner, Tags } from '#libs/api-definition';

/** ACM's words for keys (model: KeyAlgorithm). */
export const keyAlgorithms = [
  'RSA_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
] as const;
export type KeyAlgorithm = (typeof keyAlgorithms)[number];

/** What is read of a certificate. */
export interface CertificateFacts {
  /** Distinguished names, as ACM writes them: `C=US,O=Example,CN=api.example.com`. */
  readonly subject: string;
  readonly issuer: string;
  /** Hex, two digits a byte with colons between. */
  readonly serial: string;
  /** `SHA256WITHRSA`. */
  readonly signatureAlgorithm: string;
  readonly keyAlgorithm: KeyAlgorithm;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** The subject's common name; null where it has none. */
  readonly commonName: string | null;
  /** DNS names and addresses of the subject alternative name, lower case, in their order. */
  readonly names: readonly string[];
  /** ACM's words: `DIGITAL_SIGNATURE`. */
  readonly keyUsages: readonly string[];
  readonly extendedKeyUsages: readonly { readonly name: string; readonly oid: string }[];
  /** Hex, with colons. */
  readonly fingerprintSha256: string;
}

/** A certificate as it can be served; its private key is kept sealed and is no member of this. */
export interface IssuedCertificate {
  /** PEM, ends with a line break. */
  readonly certificate: string;
  /** PEM: what certifies it, each certificate the one before it; null for one that certifies itself. */
  readonly chain: string | null;
  readonly facts: CertificateFacts;
}

export type CertificateType = 'IMPORTED' | 'AMAZON_ISSUED';

/** As it is stored; that one has expired is said by its facts alone (`statusAt`). */
export type CertificateStatus = 'PENDING_VALIDATION' | 'ISSUED' | 'VALIDATION_TIMED_OUT' | 'FAILED';

/** A certificate of ACM's, from its request or its import on. */
export interface Certificate {
  readonly owner: Owner;
  readonly id: string;
  readonly type: CertificateType;
  readonly status: CertificateStatus;
  /** The name that it is for: of several the one that was asked for, or the common name. */
  readonly domainName: string | null;
  readonly subjectAlternativeNames: readonly string[];
  readonly keyAlgorithm: KeyAlgorithm;
  /** Null until it is issued. */
  readonly issued: IssuedCertificate | null;
  readonly createdAtMs: number;
  readonly importedAtMs: number | null;
  readonly issuedAtMs: number | null;
  readonly failureReason: string | null;
  readonly certificateTransparencyLogging: 'ENABLED' | 'DISABLED';
  readonly tags: Tags;
}

/** `arn:aws:acm:eu-west-1:123456789012:certificate/<id>`. */
export const certificateArn = ({ region, accountId }: Owner, id: string): string =>
  `arn:aws:acm:${region}:${accountId}:certificate/${id}`;

/** Owner and id of an ARN; undefined of what is none of a certificate. */
export function readCertificateArn(arn: string): { readonly owner: Owner; readonly id: string } | undefined {
  const [, region, accountId, id] = /^arn:aws:acm:([\w-]+):(\d{12}):certificate\/([\w-]+)$/.exec(arn) ?? [];
  if (region === undefined || accountId === undefined || id === undefined) return undefined;
  return { owner: { accountId, region }, id };
}
