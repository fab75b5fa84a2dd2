const FRAMING = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'trailer',
  'upgrade',
]);

/**
 * Headers that tell where a response ends: the listener's alone, whatever an API's author maps to them.
 * Lower-case names.
 */
export function isFramingHeader(name: string): boolean {
  return FRAMING.has(name);
}

/**
 * A mapped value as a header value. Decoded query parameters can hold anything: control characters go (a line
 * break would start another header), and what is beyond Latin-1 is sent as UTF-8 bytes.
 */
export function safeHeaderValue(value: string): string {
  const oneLine = value.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, '').trim();
  return /[^\u0000-\u00ff]/.test(oneLine) ? Buffer.from(oneLine, 'utf8').toString('latin1') : oneLine;
}
