import { randomBytes } from 'node:crypto';
import { TextBlock } from './text-block.js';

const idsPerBlock = 256;
const uuidBytes = 16;
const uuidChars = 36;
const extendedChars = 16;
const EQUALS = 61;
/** Bytes between the dashes of a UUID. */
const groups = [4, 2, 2, 2, 6];
/** The two digits of each byte, the first one in the upper half. */
const hexPairs = Uint16Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(byte.toString(16).padStart(2, '0'), 'latin1').readUInt16BE(),
);

const uuids = new TextBlock(uuidChars, drawUuids);
const extendedIds = new TextBlock(extendedChars, drawExtendedIds);

/** A random UUID (RFC 9562, section 5.4). `randomUUID` of node:crypto puts each together of twenty texts. */
export function newRequestId(): string {
  return uuids.next();
}

/**
 * An extended request id as in `x-amz-apigw-id`: 16 characters of URL-safe Base64, padded as AWS's are, that
 * nobody can predict.
 */
export function newExtendedRequestId(): string {
  return extendedIds.next();
}

function drawUuids(): string {
  const bytes = randomBytes(uuidBytes * idsPerBlock);
  for (let at = 0; at < bytes.length; at += uuidBytes) {
    // Version and variant.
    bytes[at + 6] = (bytes[at + 6]! & 0x0f) | 0x40;
    bytes[at + 8] = (bytes[at + 8]! & 0x3f) | 0x80;
  }
  const text = Buffer.alloc(uuidChars * idsPerBlock, '-', 'latin1');
  let from = 0;
  let to = 0;
  while (from < bytes.length) {
    for (const group of groups) {
      for (const end = from + group; from < end; from++) {
        const pair = hexPairs[bytes[from]!]!;
        text[to++] = pair >> 8;
        text[to++] = pair & 0xff;
      }
      to++;
    }
    // No dash behind the last group.
    to--;
  }
  return text.toString('latin1');
}

function drawExtendedIds(): string {
  const group = (extendedChars / 4) * 3;
  const bytes = randomBytes(group * idsPerBlock);
  // Eleven bytes each; the twelfth makes room for the padding.
  for (let index = group - 1; index < bytes.length; index += group) bytes[index] = 0;
  const text = Buffer.from(bytes.toString('base64url'), 'latin1');
  for (let index = extendedChars - 1; index < text.length; index += extendedChars) text[index] = EQUALS;
  return text.toString('latin1');
}
