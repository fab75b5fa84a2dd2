/**
 * AWS Signature Version 4: signing, presigning and verifying requests. Pure: time and credentials come in as
 * arguments.
 */
export {
  readSigner,
  type ReadSignature,
  type SignerInput,
  verifyRequest,
  type SigningSecret,
  type VerifyInput,
  type VerifyResult,
} from './verify-request.js';
export { accessKeyIdOf, scopeOf, securityTokenOf } from './claimed.js';
export { checkSignature, type SignedRequest } from './check-signature.js';
export { maskedCanonicalRequest } from './masked-form.js';
export { signRequest, type SigningCredentials, type SignInput } from './sign-request.js';
export { presignRequest } from './presign-request.js';
export { createSigningKeyCache, type SigningKeyCache, type SigningKeyScope } from './signing-key.js';
export { signatureMismatch, unknownAccessKey } from './sigv4-failure.js';
export type { Sigv4ErrorName, Sigv4Failure, Sigv4FailureReason } from './sigv4-failure.js';
export type { PresentedSignature } from './presented-signature.js';
export type { HeaderFields } from './canonical-headers.js';
