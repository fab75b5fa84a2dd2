import type { X509Certificate } from 'node:crypto';
import { whyNotTrusted } from '#libs/certificates';
import { describeCertificate, type ClientCertificate } from './client-certificate.js';
import type { ClientTrust } from './client-trust.js';

/** What the caller of a connection has shown of itself, for one domain. */
export class ClientProof {
  private described: ClientCertificate | null = null;
  private readonly notAfterMs: number;

  /**
   * @param domainId null for a session that does not tell: then it is the first domain that is asked about
   * and that `wasLetIn` says the caller was let in at.
   * @param sent the caller's own certificate first, as TLS has proven that it has the key; empty: it has
   * shown none.
   * @param digest of the truststore that it was held to.
   * @param refusal why that one does not vouch for it; null when it does.
   */
  constructor(
    private domainId: string | null,
    private readonly sent: readonly X509Certificate[],
    private digest: string,
    private refusal: string | null,
    private readonly wasLetIn: (domainId: string, trust: ClientTrust) => boolean = () => false,
  ) {
    this.notAfterMs = sent[0] ? Date.parse(sent[0].validTo) : 0;
  }

  /** Null when none was shown. */
  get certificate(): ClientCertificate | null {
    const own = this.sent[0];
    if (own === undefined) return null;
    return (this.described ??= describeCertificate(own));
  }

  /** Whether it was for this domain that the caller was asked. */
  isFor(domainId: string, trust: ClientTrust): boolean {
    if (this.domainId === null && this.wasLetIn(domainId, trust)) {
      this.domainId = domainId;
      this.digest = trust.digest;
    }
    return this.domainId === domainId;
  }

  /**
   * Why a truststore does not vouch for the caller; null when it does. A connection that has outlived the
   * truststore of its handshake is held to the new one.
   */
  refusalBy(trust: ClientTrust, nowMs: number): string | null {
    if (this.digest !== trust.digest) {
      // Who was refused is asked again when it connects again.
      this.refusal ??= whyNotTrusted(this.sent, trust.truststore, nowMs, trust.revocations) ?? null;
      this.digest = trust.digest;
    }
    if (this.refusal !== null) return this.refusal;
    if (nowMs > this.notAfterMs) return 'The certificate has expired';
    return trust.isOutOfDate(nowMs) ? 'The list of revoked certificates is out of date' : null;
  }
}
