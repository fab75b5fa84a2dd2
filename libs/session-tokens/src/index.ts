/**
 * Credentials that end: what their tokens carry, how it is sealed, and how a gateway reads it without asking
 * anybody.
 */
export { packedBytesMax, packedPolicySize } from './packed-policies.js';
export {
  accountOfSessionKey,
  isSessionKey,
  newSessionAccessKeyId,
  type RandomBytes,
} from './session-access-key.js';
export {
  createSessionReader,
  createSessionSeal,
  tokenCharsMax,
  type SessionReader,
  type SessionSeal,
} from './session-seal.js';
export { policyHolderOf, type Session, type SessionPrincipal } from './session.js';
