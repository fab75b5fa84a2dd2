import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { unpackedBytesMax } from './packed-policies.js';
import type { RandomBytes } from './session-access-key.js';
import type { Session } from './session.js';

/** Reads what session tokens carry. */
export interface SessionReader {
  /**
   * The session of a key and its token, whether it has ended or not. Null when the token was not made by this
   * installation, for another key, or a bit of it was changed.
   */
  open(accessKeyId: string, token: string): Session | null;
}

/** Makes session tokens, too. */
export interface SessionSeal extends SessionReader {
  seal(session: Session, randomBytes: RandomBytes): string;
}

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const macBytes = 32;
/** Of a token's text, which shares the 10,240 bytes of a request's headers with all others. */
export const tokenCharsMax = 8192;
/** Policies and tags, and as much again for all else that a session is. */
const inflatedBytesMax = 2 * unpackedBytesMax;

/**
 * How a gateway reads tokens: by a key that is made from the gateways' token. What it says of a token is good
 * for what it serves itself. It could make tokens of its own, and so a control plane asks for more.
 */
export function createSessionReader(gatewayToken: string): SessionReader {
  const key = keyFrom(gatewayToken, 'sessions');
  return {
    open(accessKeyId, token) {
      const content = decrypt(key, accessKeyId, token);
      return content && readSession(accessKeyId, content.subarray(macBytes));
    },
  };
}

/**
 * How the control plane makes and reads tokens: encrypted with AES-256-GCM for gateways, and within, where no
 * gateway can, authenticated by a key of the control plane's own.
 *
 * @param issuerKey 32 bytes that only control planes know.
 */
export function createSessionSeal(gatewayToken: string, issuerKey: Uint8Array): SessionSeal {
  const key = keyFrom(gatewayToken, 'sessions');
  const macOf = (accessKeyId: string, text: Uint8Array): Buffer =>
    createHmac('sha256', issuerKey).update(`${accessKeyId}\n`).update(text).digest();
  return {
    seal(session, randomBytes) {
      const { accessKeyId, ...facts } = session;
      const text = deflateRawSync(JSON.stringify(facts));
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(contextOf(accessKeyId));
      const sealed = [
        cipher.update(macOf(accessKeyId, text)),
        cipher.update(text),
        cipher.final(),
        cipher.getAuthTag(),
      ];
      return Buffer.concat([Buffer.of(version), nonce, ...sealed]).toString('base64');
    },
    open(accessKeyId, token) {
      const content = decrypt(key, accessKeyId, token);
      if (!content) return null;
      const text = content.subarray(macBytes);
      if (!timingSafeEqual(macOf(accessKeyId, text), content.subarray(0, macBytes))) return null;
      return readSession(accessKeyId, text);
    },
  };
}

/** RFC 5869; the same gateway token serves other uses under other names. */
const keyFrom = (gatewayToken: string, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', gatewayToken, '', `tollgate session tokens: ${use}`, 32));

const contextOf = (accessKeyId: string): Buffer => Buffer.from(`${version} ${accessKeyId}`);

/** Null for whatever this key has not encrypted for this access key. */
function decrypt(key: Buffer, accessKeyId: string, token: string): Buffer | null {
  if (token.length > tokenCharsMax || !/^[A-Za-z0-9+/]+={0,2}$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64');
  if (bytes[0] !== version || bytes.length < 1 + nonceBytes + macBytes + tagBytes) return null;
  // Base64 has several spellings of some last characters; one is enough.
  if (bytes.toString('base64') !== token) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(contextOf(accessKeyId))
    .setAuthTag(bytes.subarray(-tagBytes));
  try {
    const content = decipher.update(bytes.subarray(1 + nonceBytes, -tagBytes));
    return Buffer.concat([content, decipher.final()]);
  } catch {
    // What GCM says of bytes that are not its own.
    return null;
  }
}

/** Of bytes that are known to be of this installation. */
function readSession(accessKeyId: string, text: Uint8Array): Session {
  const json = inflateRawSync(text, { maxOutputLength: inflatedBytesMax }).toString('utf8');
  return { accessKeyId, ...(JSON.parse(json) as Omit<Session, 'accessKeyId'>) };
}
