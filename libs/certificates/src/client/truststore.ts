import { parseCertificate, type ParsedCertificate } from '../parsed-certificate.js';
import { readPem } from '../read-pem.js';

/** Those who may certify callers, by the names that what they have issued says. */
export class Truststore {
  private readonly bySubject = new Map<string, ParsedCertificate[]>();
  private readonly fingerprints = new Set<string>();
  readonly all: readonly ParsedCertificate[];

  /** @param certificates what `readTruststore` gave. */
  constructor(certificates: string) {
    const all: ParsedCertificate[] = [];
    for (const { text } of readPem(certificates) ?? []) {
      const certificate = parseCertificate(text);
      if (!certificate) continue;
      all.push(certificate);
      this.fingerprints.add(certificate.x509.fingerprint256);
      const { subject } = certificate.x509;
      this.bySubject.set(subject, [...(this.bySubject.get(subject) ?? []), certificate]);
    }
    this.all = all;
  }

  has({ x509 }: ParsedCertificate): boolean {
    return this.fingerprints.has(x509.fingerprint256);
  }

  /** Those with the name that a certificate says it was issued by. */
  issuersOf({ x509 }: ParsedCertificate): readonly ParsedCertificate[] {
    return this.bySubject.get(x509.issuer) ?? [];
  }
}
