import type { DocumentHead } from './features.js';

/**
 * A key that signs calls of methods, named by its id, while it is active. One that was switched off or
 * deleted has no document, and is as unknown as one that never was.
 */
export interface AccessKeyDocument extends DocumentHead {
  readonly accessKeyId: string;
  readonly accountId: string;
  /** The user whose key it is; null for the account's root. */
  readonly principalId: string | null;
  /** The secret, encrypted, in base64: with the master key or the gateways', as a private key is. */
  readonly secretSealed: string;
}

/** What the secret is sealed for: with whose it is, so that nobody's key can be made another's. */
export const accessKeySealContext = ({
  accessKeyId,
  accountId,
  principalId,
}: Pick<AccessKeyDocument, 'accessKeyId' | 'accountId' | 'principalId'>): string =>
  `access-key/${accountId}/${principalId ?? 'root'}/${accessKeyId}`;
