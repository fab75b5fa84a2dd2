/** ACM's certificates. */
export { certificates } from './certificates.js';
export {
  listCertificates,
  type CertificatePlace,
  type CertificateSearch,
  type ListedCertificate,
} from './list-certificates.js';
