import { headerRules, remapped } from './header-rules.js';

/**
 * The name that a header mapped by `method.response.header.<name>` goes out under; null when it is dropped
 * (recorded: header handling).
 */
export function responseHeaderName(name: string): string | null {
  const rule = headerRules.get(name.toLowerCase());
  if (!rule || rule.mappedToCaller === 'pass') return name;
  return rule.mappedToCaller === 'remap' ? `${remapped}${rule.name}` : null;
}

/**
 * A header name (RFC 9110, section 5.6.2) that is not absurdly long: names in overrides and functions'
 * responses may be a caller's text.
 */
export function isFieldName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/.test(name);
}

const notInField = /[\u0000-\u0008\u000a-\u001f\u007f]/g;

/**
 * A mapped value as the text of a header field. Several values are joined with a comma. Text beyond ASCII is
 * sent as its UTF-8 bytes, and control characters become blanks: a value that a caller chose must not end the
 * field (RFC 9110, section 5.5).
 */
export function fieldText(value: string | readonly string[]): string {
  const text = typeof value === 'string' ? value : value.join(',');
  const plain = text.replace(notInField, ' ');
  return isLatin(plain) ? plain : Buffer.from(plain, 'utf8').toString('latin1');
}

function isLatin(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 126) return false;
  return true;
}
