/** ACM's certificates. */
export { acmeAccounts } from './acme-accounts.js';
export { acmeChallenges, type AcmeChallengeRow } from './acme-challenges.js';
export { certificateOrders, type CertificateOrder } from './certificate-orders.js';
export { certificates } from './certificates.js';
export {
  listCertificates,
  type CertificatePlace,
  type CertificateSearch,
  type ListedCertificate,
} from './list-certificates.js';
