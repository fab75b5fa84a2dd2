/** The protocol of certificate authorities (RFC 8555), as a client of one account speaks it. */
export {
  AcmeClient,
  whyInvalid,
  type AcmeAuthorization,
  type AcmeChallenge,
  type AcmeClientOptions,
  type AcmeOrder,
  type AcmeRequest,
  type AcmeResponse,
  type AcmeSend,
} from './acme-client.js';
export { AcmeProblem, readProblem, type Problem } from './acme-problem.js';
export { newAccountKey } from './account-key.js';
export {
  newCertificateRequest,
  requestedKeys,
  type CertificateRequest,
  type RequestedKey,
} from './certificate-request.js';
