import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { UploadedDomainCertificate } from '#libs/snapshot-format';
import { unquotedMessage, type Logger } from '#libs/telemetry';
import type { ClientTrust } from '../mutual-tls/client-trust.js';
import type { ActiveDomain, DomainCertificate } from './active-domain.js';
import type { DomainCiphers } from './domain-ciphers.js';

/** Where certificates are read from when a handshake needs one: all of them are not kept in memory. */
export interface CertificateSources {
  /** One of ACM's by its id; PEM texts. */
  acm(id: string): { readonly chain: string; readonly privateKey: string } | undefined;
  /** The one in a domain's document. */
  uploaded(documentName: string): UploadedDomainCertificate | undefined;
}

/** What a context weighs by itself, and with each certificate of its chain or a truststore; measured. */
const bytesOfContext = 18 * 1024;
const bytesOfCertificate = 6 * 1024;
/** That there is none. */
const bytesOfNothing = 512;
const defaultBytesMax = 64 * 1024 * 1024;

interface KeptContext {
  /** Null: there is none that can be used. */
  readonly context: SecureContext | null;
  readonly bytes: number;
}

/**
 * What TLS needs to answer for a domain, made when the first handshake asks for it: that takes longer than
 * the rest of the handshake. As many of those used last are kept as memory is allowed; it is outside of the
 * heap, so the engine does not see it. A certificate that changes is forgotten here, and the next handshake
 * shows the new one; connections that are open stay as they are.
 */
export class ServerContexts {
  private readonly kept = new Map<string, KeptContext>();
  private bytes = 0;

  constructor(
    private readonly sources: CertificateSources,
    private readonly log: Pick<Logger, 'warn'>,
    private readonly bytesMax = defaultBytesMax,
  ) {}

  /** Null: there is none that can be used, which is said in the log once. */
  of({ certificate, domainName, clientTrust, ciphers }: ActiveDomain): SecureContext | null {
    if (certificate === null) return null;
    const key = `${keyOf(certificate)} ${ciphers?.list ?? ''} ${clientTrust?.digest ?? ''}`;
    let found = this.kept.get(key);
    // A Map keeps the order of insertion: what is used goes to its end.
    if (found !== undefined) this.kept.delete(key);
    else {
      found = this.make(certificate, domainName, clientTrust, ciphers);
      this.bytes += found.bytes;
    }
    this.kept.set(key, found);
    if (this.bytes > this.bytesMax) this.makeRoom();
    return found.context;
  }

  forget(certificate: DomainCertificate): void {
    const start = `${keyOf(certificate)} `;
    for (const key of this.kept.keys()) if (key.startsWith(start)) this.drop(key);
  }

  forgetAll(): void {
    this.kept.clear();
    this.bytes = 0;
  }

  /** The one that was asked for stays, also when it alone is too large. */
  private makeRoom(): void {
    for (const key of this.kept.keys()) {
      if (this.bytes <= this.bytesMax || this.kept.size === 1) return;
      this.drop(key);
    }
  }

  private drop(key: string): void {
    this.bytes -= this.kept.get(key)!.bytes;
    this.kept.delete(key);
  }

  private make(
    certificate: DomainCertificate,
    domainName: string,
    clientTrust: ClientTrust | null,
    ciphers: DomainCiphers | null,
  ): KeptContext {
    try {
      const pem = this.read(certificate);
      if (pem) {
        const context = createSecureContext({
          ...pem,
          ...(ciphers && { ciphers: ciphers.list }),
          ...(clientTrust && asksClients(clientTrust)),
        });
        const certificates = countIn(pem.cert) + (clientTrust ? countIn(clientTrust.certificates) : 0);
        return { context, bytes: bytesOfContext + certificates * bytesOfCertificate };
      }
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
    return { context: null, bytes: bytesOfNothing };
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

const countIn = (pem: string): number => pem.split('-----BEGIN CERTIFICATE-----').length - 1;

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
