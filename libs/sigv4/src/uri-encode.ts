const UNRESERVED = /^[A-Za-z0-9\-._~]*$/;

// One entry per byte value: itself when RFC 3986 section 2.3 calls it unreserved, otherwise %HH in upper
// case.
const ENCODED_BYTE: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte);
  return byte < 128 && UNRESERVED.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/**
 * Percent-encodes everything but RFC 3986 unreserved characters; a blank is %20, never `+`. Bytes are UTF-8.
 */
export function uriEncode(text: string): string {
  return UNRESERVED.test(text) ? text : uriEncodeBytes(Buffer.from(text, 'utf8'));
}

/** The same for bytes, so that escapes that are not valid UTF-8 survive decoding and encoding unchanged. */
export function uriEncodeBytes(bytes: Uint8Array): string {
  let encoded = '';
  for (const byte of bytes) encoded += ENCODED_BYTE[byte];
  return encoded;
}

/**
 * Undoes %HH; a `%` without two hex digits stands for itself, and `+` is no blank (SigV4 knows no form
 * encoding).
 */
export function percentDecode(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (!text.includes('%')) return bytes;
  let written = 0;
  for (let read = 0; read < bytes.length; read++) {
    const high = bytes[read] === 0x25 ? hexDigit(bytes[read + 1]) : -1;
    const low = high < 0 ? -1 : hexDigit(bytes[read + 2]);
    if (low < 0) {
      bytes[written++] = bytes[read]!;
    } else {
      bytes[written++] = high * 16 + low;
      read += 2;
    }
  }
  return bytes.subarray(0, written);
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
