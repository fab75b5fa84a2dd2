import { Truststore } from '#libs/certificates';

/** A truststore as handshakes take it; read when the first of them asks. */
export class ClientTrust {
  private read: Truststore | null = null;

  constructor(
    readonly digest: string,
    /** PEM. */
    readonly certificates: string,
  ) {}

  get truststore(): Truststore {
    return (this.read ??= new Truststore(this.certificates));
  }
}

/** Of a domain what mutual TLS goes by. */
export interface TrustingDomain {
  readonly domainId: string;
  /** Null: its callers show no certificate. */
  readonly clientTrust: ClientTrust | null;
}
