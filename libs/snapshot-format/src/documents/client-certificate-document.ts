import type { DocumentHead } from './features.js';

/** A certificate that stages present to their backends, named by its id. An id's pair never changes. */
export interface ClientCertificateDocument extends DocumentHead {
  readonly accountId: string;
  readonly region: string;
  readonly clientCertificateId: string;
  /** PEM. */
  readonly certificate: string;
  /**
   * The private key, PEM, encrypted, in base64. In the database it is sealed with the master key, of which
   * gateways know nothing; on its way to them, and on their disks, with `createGatewaySeal`. The control
   * plane puts the one in the place of the other.
   */
  readonly privateKeySealed: string;
}

/** What the private key is sealed for. */
export const clientCertificateSealContext = (clientCertificateId: string): string =>
  `client-certificate/${clientCertificateId}`;
