import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { UploadedDomainCertificate } from '#libs/snapshot-format';
import { unquotedMessage, type Logger } from '#libs/telemetry';
import type { ClientTrust } from '../mutual-tls/client-trust.js';
import type { ActiveDomain, DomainCertificate } from './active-domain.js';

/** Where certificates are read from when a handshake needs one: all of them are not kept in memory. */
export interface CertificateSources {
  /** One of ACM's by its id; PEM texts. */
  acm(id: string): { readonly chain: string; readonly privateKey: string } | undefined;
  /** The one in a domain's document. */
  uploaded(documentName: string): UploadedDomainCertificate | undefined;
}

/** A context weighs some 25 KB outside of the heap and takes 0.6 ms to make. */
const contextsMax = 2_000;

/**
 * What TLS needs to answer for a domain, made when the first handshake asks for it. The ones used last are
 * kept. A certificate that changes is forgotten here, and the next handshake shows the new one; connections
 * that are open stay as they are.
 */
export class ServerContexts {
  private readonly kept = new Map<string, SecureContext | null>();

  constructor(
    private readonly sources: CertificateSources,
    private readonly log: Pick<Logger, 'warn'>,
    private readonly max = contextsMax,
  ) {}

  get size(): number {
    return this.kept.size;
  }

  /** Null: there is none that can be used, which is said in the log once. */
  of({ certificate, domainName, clientTrust }: ActiveDomain): SecureContext | null {
    if (certificate === null) return null;
    const key = clientTrust ? `${keyOf(certificate)}${withTrust}${clientTrust.digest}` : keyOf(certificate);
    let context = this.kept.get(key);
    // A Map keeps the order of insertion: what is used goes to its end.
    if (context !== undefined) this.kept.delete(key);
    else context = this.make(certificate, domainName, clientTrust);
    this.kept.set(key, context);
    if (this.kept.size > this.max) this.kept.delete(this.kept.keys().next().value!);
    return context;
  }

  forget(certificate: DomainCertificate): void {
    const key = keyOf(certificate);
    this.kept.delete(key);
    for (const one of this.kept.keys()) if (one.startsWith(`${key}${withTrust}`)) this.kept.delete(one);
  }

  forgetAll(): void {
    this.kept.clear();
  }

  private make(
    certificate: DomainCertificate,
    domainName: string,
    clientTrust: ClientTrust | null,
  ): SecureContext | null {
    try {
      const pem = this.read(certificate);
      if (pem) return createSecureContext(clientTrust ? { ...pem, ...asksClients(clientTrust) } : pem);
      this.log.warn('the certificate of a domain is not known here; the gateway shows its own', {
        domainName,
        certificate: keyOf(certificate),
      });
    } catch (error) {
      this.log.warn('the certificate of a domain cannot be used; the gateway shows its own', {
        domainName,
        certificate: keyOf(certificate),
        reason: unquotedMessage(error),
      });
    }
    return null;
  }

  private read(certificate: DomainCertificate): { cert: string; key: string } | null {
    if (certificate.kind === 'acm') {
      const found = this.sources.acm(certificate.id);
      return found ? { cert: found.chain, key: found.privateKey } : null;
    }
    const found = this.sources.uploaded(certificate.documentName);
    return found ? { cert: [found.body, found.chain ?? ''].join('\n'), key: found.privateKey } : null;
  }
}

/** Between the key of a certificate, which has no blank, and a truststore's. */
const withTrust = ' with ';

/**
 * What a context says to callers that are to show a certificate. An intermediate of the truststore ends a
 * chain like a root.
 */
const asksClients = ({ certificates }: ClientTrust): SecureContextOptions => ({
  ca: certificates,
  allowPartialTrustChain: true,
});

const keyOf = (certificate: DomainCertificate): string =>
  certificate.kind === 'acm' ? `acm/${certificate.id}` : `uploaded/${certificate.documentName}`;
