import { isUtf8 } from 'node:buffer';
import type { ContentHandling } from '#libs/snapshot-format';
import { decodeBase64 } from './base64.js';

/**
 * What is done to a payload. `text`: read as UTF-8; `encode`: bytes become Base64 text; `decode`: Base64 text
 * becomes bytes; `keep`: bytes stay.
 */
export type Conversion = 'text' | 'encode' | 'decode' | 'keep';

/**
 * The two tables of the guide page "Content type conversions" in one (recorded: binary media): whether the
 * payload is of a binary media type and, where contentHandling says nothing, whether binary is wanted. Of a
 * request what comes is what is wanted; of a response the caller's Accept says it.
 */
export function conversionFor(
  handling: ContentHandling | null,
  isBinary: boolean,
  wantsBinary: boolean,
): Conversion {
  const toBinary = handling === null ? wantsBinary : handling === 'CONVERT_TO_BINARY';
  if (isBinary) return toBinary ? 'keep' : 'encode';
  return toBinary ? 'decode' : 'text';
}

/**
 * Whether a template can read what the conversion gives: bytes have no text (recorded: binary media,
 * templates and binary do not mix).
 */
export function givesText(conversion: Conversion): boolean {
  return conversion === 'text' || conversion === 'encode';
}

/**
 * Converts a payload; null when it was to be Base64 and is not. What is no UTF-8 becomes U+FFFD where text is
 * wanted, as at AWS.
 */
export function convertContent(payload: Buffer, conversion: Conversion): Buffer | null {
  switch (conversion) {
    case 'text':
      return isUtf8(payload) ? payload : Buffer.from(payload.toString('utf8'));
    case 'encode':
      return Buffer.from(payload.toString('base64'), 'latin1');
    case 'decode':
      return decodeBase64(payload.toString('latin1'));
    case 'keep':
      return payload;
  }
}
