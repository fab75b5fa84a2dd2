import { randomBytes } from 'node:crypto';
import { TextBlock } from './text-block.js';

const idsPerBlock = 256;
const uuidBytes = 16;
const uuidChars = 36;
const extendedChars = 16;
const DASH = 45;
const EQUALS = 61;
const hexDigits = Buffer.from('0123456789abcdef', 'latin1');

const uuids = new TextBlock(uuidChars, drawUuids);
const extendedIds = new TextBlock(extendedChars, drawExtendedIds);

/** A random UUID (RFC 9562, section 5.4). `randomUUID` of node:crypto puts each together of twenty texts. */
export function newRequestId(): string {
  return uuids.next();
}

/** An extended request id as in `x-amz-apigw-id`: 16 characters of URL-safe Base64, padded as AWS's are, that nobody can predict. */
export function newExtendedRequestId(): string {
  return extendedIds.next();
}

function drawUuids(): string {
  const bytes = randomBytes(uuidBytes * idsPerBlock);
  const text = Buffer.allocUnsafe(uuidChars * idsPerBlock);
  let at = 0;
  for (let index = 0; index < bytes.length; index++) {
    const place = index % uuidBytes;
    let byte = bytes[index]!;
    // Version and variant.
    if (place === 6) byte = (byte & 0x0f) | 0x40;
    else if (place === 8) byte = (byte & 0x3f) | 0x80;
    if (place === 4 || place === 6 || place === 8 || place === 10) text[at++] = DASH;
    text[at++] = hexDigits[byte >> 4]!;
    text[at++] = hexDigits[byte & 0x0f]!;
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
