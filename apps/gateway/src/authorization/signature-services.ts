import type { SigningKeyCache } from '#libs/sigv4';
import type { Signers } from '../identity/signers.js';

/** What checks signatures, shared by all methods of a process. */
export interface SignatureServices {
  readonly signers: Pick<Signers, 'find'>;
  readonly signingKeys: SigningKeyCache;
}
