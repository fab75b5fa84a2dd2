import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { KeptResponse } from '../invocation/response-cache/response-store.js';

/** What an entry says of itself, without its times: those are Redis's. */
export type EntryContent = Pick<KeptResponse, 'status' | 'headers' | 'body'>;

const plainKind = 1;
const sealedKind = 2;
const headLengthBytes = 4;
const keySaltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const sealBytes = keySaltBytes + nonceBytes + tagBytes;

/** A kind, the length of the head, status and headers as JSON, the body as it is. */
export function encodeEntry({ status, headers, body }: EntryContent): Buffer {
  const head = Buffer.from(JSON.stringify([status, headers]));
  const start = Buffer.alloc(1 + headLengthBytes);
  start.writeUInt8(plainKind);
  start.writeUInt32BE(head.length, 1);
  return Buffer.concat([start, head, body]);
}

/** Null when it is none, or a sealed one. The body is a part of `bytes`. */
export function decodeEntry(bytes: Buffer): EntryContent | null {
  if (bytes.length < 1 + headLengthBytes || bytes[0] !== plainKind) return null;
  const bodyAt = 1 + headLengthBytes + bytes.readUInt32BE(1);
  if (bodyAt > bytes.length) return null;
  const head = parse(bytes.toString('utf8', 1 + headLengthBytes, bodyAt));
  if (!Array.isArray(head) || head.length !== 2) return null;
  const [status, headers] = head as unknown[];
  if (!Number.isInteger(status) || !isHeaderList(headers)) return null;
  return { status: status as number, headers, body: bytes.subarray(bodyAt) };
}

function isHeaderList(value: unknown): value is string[] {
  return Array.isArray(value) && value.length % 2 === 0 && value.every((text) => typeof text === 'string');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Encrypts an entry: AES-256-GCM, each with a key of its own made from `key` and a random salt, so that no
 * nonce comes twice however many there are. It opens under its own name alone.
 */
export function sealEntry(key: Buffer, name: Buffer, plain: Buffer): Buffer {
  const salt = randomBytes(keySaltBytes + nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', entryKey(key, salt), salt.subarray(keySaltBytes)).setAAD(name);
  const sealed = [cipher.update(plain), cipher.final()];
  return Buffer.concat([Buffer.of(sealedKind), salt, cipher.getAuthTag(), ...sealed]);
}

/** Null when it was sealed with another key or under another name, is not sealed, or a byte was changed. */
export function openEntry(key: Buffer, name: Buffer, bytes: Buffer): Buffer | null {
  if (bytes.length < 1 + sealBytes || bytes[0] !== sealedKind) return null;
  const salt = bytes.subarray(1, 1 + keySaltBytes + nonceBytes);
  const tag = bytes.subarray(1 + salt.length, 1 + sealBytes);
  const nonce = salt.subarray(keySaltBytes);
  const options = { authTagLength: tagBytes };
  const decipher = createDecipheriv('aes-256-gcm', entryKey(key, salt), nonce, options)
    .setAAD(name)
    .setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(bytes.subarray(1 + sealBytes)), decipher.final()]);
  } catch {
    // What GCM says of bytes that are not its own.
    return null;
  }
}

function entryKey(key: Buffer, salt: Buffer): Buffer {
  return createHmac('sha256', key).update(salt.subarray(0, keySaltBytes)).digest();
}
