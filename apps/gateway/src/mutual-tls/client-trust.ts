import { Revocations, Truststore } from '#libs/certificates';
import type { DomainTruststore } from '#libs/snapshot-format';

/** A truststore as handshakes take it; read when the first of them asks. */
export class ClientTrust {
  /** The same as long as the same callers are let in, but for time. */
  readonly digest: string;
  /** PEM. */
  readonly certificates: string;
  private read: { readonly truststore: Truststore; readonly revocations: Revocations | null } | null = null;

  constructor(private readonly document: DomainTruststore) {
    ({ digest: this.digest, certificates: this.certificates } = document);
  }

  get truststore(): Truststore {
    return this.asRead.truststore;
  }

  /** Null where nobody asks whether a certificate was revoked. */
  get revocations(): Revocations | null {
    return this.asRead.revocations;
  }

  /** Whether who was revoked since is not known any more, and nobody can be let in. */
  isOutOfDate(nowMs: number): boolean {
    const untilMs = this.document.revocations?.untilMs;
    return untilMs !== undefined && nowMs > untilMs;
  }

  private get asRead() {
    return (this.read ??= {
      truststore: new Truststore(this.certificates),
      revocations: this.document.revocations
        ? new Revocations(Buffer.from(this.document.revocations.entries, 'base64'))
        : null,
    });
  }
}

/** Of a domain what mutual TLS goes by. */
export interface TrustingDomain {
  readonly domainId: string;
  /** Null: its callers show no certificate. */
  readonly clientTrust: ClientTrust | null;
}
