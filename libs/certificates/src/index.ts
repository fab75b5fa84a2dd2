/** ACM's certificates: what is known of one, and its ARN. */
export * from './certificate.js';
/** What ImportCertificate brings, read and held to what a handshake asks. */
export { readImport, type GivenCertificate, type ReadCertificate } from './read-import.js';
/** Whether a certificate is for a host name. */
export { coversName } from './covers-name.js';
export { statusAt } from './status-at.js';
export { whyNotReimported } from './check-reimport.js';
export { renewAtMs } from './renew-at.js';
export { readIssued } from './read-issued.js';
