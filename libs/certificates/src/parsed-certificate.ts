import { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  KeyUsage,
  KeyUsageFlags,
  NameConstraints,
  SubjectAlternativeName,
  Version,
} from '@peculiar/asn1-x509';

/** A certificate as Node reads it, and what its reader does not tell. */
export interface ParsedCertificate {
  readonly x509: X509Certificate;
  /** OID of how it is signed. */
  readonly signatureOid: string;
  readonly commonName: string | null;
  /** Of the subject alternative name, lower case. */
  readonly dnsNames: readonly string[];
  readonly addresses: readonly string[];
  /** Bits; null where nothing is said, and all is allowed. */
  readonly keyUsage: number | null;
  /** OIDs; null where nothing is said. */
  readonly extendedKeyUsage: readonly string[] | null;
  readonly isAuthority: boolean;
  /** Whether it is an authority's that may sign lists of what it has revoked. */
  readonly mayRevoke: boolean;
  /** Authorities that may stand between it and a server's certificate; null for any number. */
  readonly pathLength: number | null;
  readonly nameConstraints: NameConstraints | null;
}

const commonNameOid = '2.5.4.3';

/** Undefined for what is no certificate of X.509 version 3. `encoded`: PEM of one certificate, or DER. */
export function parseCertificate(encoded: string | Buffer): ParsedCertificate | undefined {
  try {
    const x509 = new X509Certificate(encoded);
    const { tbsCertificate, signatureAlgorithm } = AsnConvert.parse(x509.raw, Certificate);
    if (tbsCertificate.version !== Version.v3) return undefined;
    const valueOf = <T>(id: string, type: new () => T): T | null => {
      const extension = tbsCertificate.extensions?.find(({ extnID }) => extnID === id);
      return extension ? AsnConvert.parse(extension.extnValue.buffer, type) : null;
    };
    const names = [...(valueOf(id_ce_subjectAltName, SubjectAlternativeName) ?? [])];
    const constraints = valueOf(id_ce_basicConstraints, BasicConstraints);
    const keyUsage = valueOf(id_ce_keyUsage, KeyUsage)?.toNumber() ?? null;
    const extendedKeyUsage = valueOf(id_ce_extKeyUsage, ExtendedKeyUsage);
    const commonName = tbsCertificate.subject.flat().find(({ type }) => type === commonNameOid);
    return {
      x509,
      signatureOid: signatureAlgorithm.algorithm,
      commonName: commonName?.value.toString() ?? null,
      dnsNames: names.flatMap(({ dNSName }) => (dNSName === undefined ? [] : [dNSName.toLowerCase()])),
      addresses: names.flatMap(({ iPAddress }) => (iPAddress === undefined ? [] : [iPAddress])),
      keyUsage,
      extendedKeyUsage: extendedKeyUsage && [...extendedKeyUsage],
      isAuthority:
        constraints?.cA === true && (keyUsage === null || (keyUsage & KeyUsageFlags.keyCertSign) !== 0),
      mayRevoke: constraints?.cA === true && (keyUsage === null || (keyUsage & KeyUsageFlags.cRLSign) !== 0),
      pathLength: constraints?.pathLenConstraint ?? null,
      nameConstraints: valueOf(id_ce_nameConstraints, NameConstraints),
    };
  } catch {
    // Whatever the parsers say of bytes that are none.
    return undefined;
  }
}

/** Whether it certifies itself. */
export const isSelfSigned = ({ x509 }: ParsedCertificate): boolean =>
  x509.checkIssued(x509) && x509.verify(x509.publicKey);
