/** ACM's certificates: what is known of one, and its ARN. */
export * from './certificate.js';
/** What ImportCertificate brings, read and held to what a handshake asks. */
export { readImport, type GivenCertificate, type ReadCertificate } from './read-import.js';
/** Whether a certificate is for a host name. */
export { coversName } from './covers-name.js';
/** What a certificate is at a time. */
export { statusAt } from './status-at.js';
export { whyNotReimported } from './check-reimport.js';
export { renewAtMs } from './renew-at.js';
export { readIssued } from './read-issued.js';
/** Mutual TLS: whom a domain lets certify its callers, and whether they did. */
export { readTruststore, truststoreBytesMax, type ReadTruststore } from './client/read-truststore.js';
export { Truststore } from './client/truststore.js';
export { whyNotTrusted } from './client/why-not-trusted.js';
/** Certificates that authorities have taken back. */
export {
  readRevocationList,
  revocationListBytesMax,
  revokedMax,
  type ReadRevocationList,
} from './client/read-revocation-list.js';
export { Revocations, sortedEntries } from './client/revocations.js';
