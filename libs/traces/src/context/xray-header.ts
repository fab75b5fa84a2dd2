/** What `X-Amzn-Trace-Id` says (X-Ray developer guide, "Tracing header"). */
export interface XrayHeader {
  /** `1-<8 hex digits>-<24 hex digits>`. */
  readonly root: string;
  /** 16 hex digits; null when it names no parent. */
  readonly parent: string | null;
  /** `?`: whoever gets it may decide; null when it does not say. */
  readonly sampled: '0' | '1' | '?' | null;
  /** The field as it can be shown and passed on. */
  readonly text: string;
}

const charsMax = 512;
const printable = /^[\x20-\x7e]*$/;
const membersMax = 32;
const zeros = /^[0-]+$/;
const forms: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['root', (text: string) => /^1-[0-9a-f]{8}-[0-9a-f]{24}$/i.test(text) && !zeros.test(text.slice(2))],
  ['parent', (text: string) => /^[0-9a-f]{16}$/i.test(text) && !zeros.test(text)],
  ['sampled', (text: string) => /^[01?]$/.test(text)],
]);

/**
 * Reads an `X-Amzn-Trace-Id`; null when it names no usable Root. Other members than Root, Parent and Sampled
 * (Self, Lineage, a caller's own) stay in its text, unless it is too long, holds what is not printable, or
 * says one of the three twice or wrongly.
 */
export function readXrayHeader(value: string): XrayHeader | null {
  const read: Record<string, string> = {};
  let isSound = value.length <= charsMax && printable.test(value);
  for (const member of value.split(';', membersMax)) {
    const equals = member.indexOf('=');
    const name = member.slice(0, Math.max(0, equals)).trim().toLowerCase();
    const isValid = forms.get(name);
    if (isValid === undefined) continue;
    const text = member.slice(equals + 1).trim();
    if (read[name] === undefined && isValid(text)) read[name] = text;
    else isSound = false;
  }
  const { root, parent = null, sampled = null } = read;
  if (root === undefined) return null;
  const header = { root, parent, sampled: sampled as XrayHeader['sampled'] };
  return { ...header, text: isSound ? value : writeXrayHeader(header) };
}

/** A field of the members that are there, in the order of AWS. */
export function writeXrayHeader({ root, parent, sampled }: Omit<XrayHeader, 'text'>): string {
  let text = `Root=${root}`;
  if (parent !== null) text += `;Parent=${parent}`;
  if (sampled !== null) text += `;Sampled=${sampled}`;
  return text;
}

/** The same field with another parent and decision, its other members kept. */
export function withXraySpan(text: string, parent: string, sampled: '0' | '1' | '?'): string {
  const others = text.split(';').filter((member) => !/^\s*(?:parent|sampled)\s*(?:=|$)/i.test(member));
  const root = others.findIndex((member) => /^\s*root\s*=/i.test(member));
  others.splice(root + 1, 0, `Parent=${parent}`, `Sampled=${sampled}`);
  return others.join(';');
}

/** A trace id of 32 hex digits as X-Ray writes it; the digits stay the same. */
export function xrayRoot(traceId: string): string {
  return `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`;
}

/** The trace id of an X-Ray root: 32 hex digits in lower case. */
export function traceIdOfRoot(root: string): string {
  return `${root.slice(2, 10)}${root.slice(11)}`.toLowerCase();
}
