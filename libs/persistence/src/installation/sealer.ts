import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** Encrypts what must be read back: AES-256-GCM, a nonce of its own for every value. */
export interface Sealer {
  /**
   * `context` says what the value is and whose, such as `api-key/a1b2c3`; only the same context opens it
   * again.
   */
  seal(plain: string, context: string): Buffer;
  /** Throws when the key or the context is another, or a byte was changed. */
  open(sealed: Buffer, context: string): string;
  /** 32 bytes for another use, which tell nothing of the master key or of those of other uses (RFC 5869). */
  deriveKey(use: string): Buffer;
  /** What the database keeps to know the key again; tells nothing about it. */
  readonly keyCheck: string;
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `masterKey` is 32 bytes. */
export function createSealer(masterKey: Buffer): Sealer {
  if (masterKey.length !== KEY_BYTES) throw new RangeError(`the master key must have ${KEY_BYTES} bytes`);
  return {
    deriveKey: (use) =>
      Buffer.from(hkdfSync('sha256', masterKey, '', `tollgate master key: ${use}`, KEY_BYTES)),
    keyCheck: createHmac('sha256', masterKey).update('tollgate master key check').digest('hex'),
    seal: (plain, context) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', masterKey, nonce).setAAD(Buffer.from(context));
      return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed, context) => {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const tag = sealed.subarray(sealed.length - TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', masterKey, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(context))
        .setAuthTag(tag);
      const text = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },
  };
}

/** Whether two key checks are of the same key. */
export const sameKeyCheck = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
