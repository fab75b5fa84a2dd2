/**
 * The bytes that a Base64 text stands for (RFC 4648, section 4: padded, without line breaks); null when it is
 * none. The decoder of the platform skips what it does not know, so its output is held against the length
 * that the text must come to.
 */
export function decodeBase64(text: string): Buffer | null {
  if (text.length % 4 !== 0 || /[-_]/.test(text)) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === (text.length / 4) * 3 - padding ? bytes : null;
}
