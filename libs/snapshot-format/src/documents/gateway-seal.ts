import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';

/** Encrypts what only gateways may read, with a key that is made from their token: AES-256-GCM. */
export interface GatewaySeal {
  /**
   * `context` says what the text is and whose. The same text and context give the same base64, as equal
   * documents have equal bytes.
   */
  seal(plain: string, context: string): string;
  /** Null when it was sealed with another token or for another context, or a byte was changed. */
  open(sealed: string, context: string): string | null;
}

const nonceBytes = 12;
const tagBytes = 16;

/**
 * The seal of an installation's gateway token. Whoever has the token can open it: that is who may have the
 * feed.
 */
export function createGatewaySeal(gatewayToken: string): GatewaySeal {
  // Two keys, so that neither use of the token tells anything about the other (RFC 5869).
  const [key, nonceKey] = ['encryption', 'nonces'].map((use) =>
    Buffer.from(hkdfSync('sha256', gatewayToken, '', `tollgate gateway seal: ${use}`, 32)),
  ) as [Buffer, Buffer];
  return {
    seal(plain, context) {
      // Made from the text: a nonce comes twice only with the very same text and context, which then tells
      // nothing new.
      const nonce = createHmac('sha256', nonceKey)
        .update(JSON.stringify([context, plain]))
        .digest()
        .subarray(0, nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const sealed = [nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return Buffer.concat(sealed).toString('base64');
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64');
      if (bytes.length < nonceBytes + tagBytes) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(-tagBytes));
      try {
        const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        // What GCM says of bytes that are not its own.
        return null;
      }
    },
  };
}
