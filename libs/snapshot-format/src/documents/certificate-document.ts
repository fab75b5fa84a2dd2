import type { DocumentHead } from './features.js';

/**
 * A server certificate of ACM's, named by its id, from when it is issued or imported. Domains name it by the
 * id; an import over it, or a renewal, is a new body under the same name.
 */
export interface CertificateDocument extends DocumentHead {
  readonly accountId: string;
  readonly region: string;
  readonly certificateId: string;
  /** PEM: the certificate, then those that certify it, each the one before it; as a TLS server sends them. */
  readonly chain: string;
  /**
   * The private key, PEM, encrypted, in base64: in the database with the master key, for gateways with
   * `createGatewaySeal`, as a client certificate's.
   */
  readonly privateKeySealed: string;
}

/** What the private key is sealed for. */
export const certificateSealContext = (certificateId: string): string => `certificate/${certificateId}`;
