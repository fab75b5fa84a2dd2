import { randomBytes } from 'node:crypto';
import { TextBlock } from './text-block.js';

const idsPerBlock = 256;
const uuidChars = 36;
const extendedChars = 16;
const DASH = 0x2d;
const EQUALS = 0x3d;
const FOUR = 0x34;
/** What the 20th character of a UUID may be. */
const variants = Buffer.from('89ab', 'latin1');

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

/** As many digits as a UUID has characters; dashes, version and variant are written over some of them. */
function drawUuids(): string {
  const bytes = randomBytes((uuidChars / 2) * idsPerBlock);
  const text = Buffer.from(bytes.toString('hex'), 'latin1');
  for (let at = 0; at < text.length; at += uuidChars) {
    text[at + 8] = DASH;
    text[at + 13] = DASH;
    text[at + 18] = DASH;
    text[at + 23] = DASH;
    text[at + 14] = FOUR;
    text[at + 19] = variants[bytes[(at + 18) / 2]! & 3]!;
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
