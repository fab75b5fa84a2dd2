import type { X509Certificate } from 'node:crypto';
import { whyNotTrusted } from '#libs/certificates';
import { describeCertificate, type ClientCertificate } from './client-certificate.js';
import type { ClientTrust } from './client-trust.js';

/** What the caller of a connection has shown of itself, for one domain. */
export class ClientProof {
  private described: ClientCertificate | null = null;
  private readonly notAfterMs: number;

  /**
   * @param sent the caller's own certificate first, as TLS has proven that it has the key; empty: it has
   * shown none.
   * @param digest of the truststore that it was held to.
   * @param refusal why that one does not vouch for it; null when it does.
   */
  constructor(
    readonly domainId: string,
    private readonly sent: readonly X509Certificate[],
    private digest: string,
    private refusal: string | null,
  ) {
    this.notAfterMs = sent[0] ? Date.parse(sent[0].validTo) : 0;
  }

  /** Null when none was shown. */
  get certificate(): ClientCertificate | null {
    const own = this.sent[0];
    if (own === undefined) return null;
    return (this.described ??= describeCertificate(own));
  }

  /**
   * Why a truststore does not vouch for the caller; null when it does. A connection that has outlived the
   * truststore of its handshake is held to the new one.
   */
  refusalBy(trust: ClientTrust, nowMs: number): string | null {
    if (this.digest !== trust.digest) {
      // Who was refused is asked again when it connects again.
      this.refusal ??= whyNotTrusted(this.sent, trust.truststore, nowMs) ?? null;
      this.digest = trust.digest;
    }
    return this.refusal ?? (nowMs > this.notAfterMs ? 'The certificate has expired' : null);
  }
}
