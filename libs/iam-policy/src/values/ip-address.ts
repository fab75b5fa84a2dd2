/**
 * An address as eight groups of 16 bits; IPv4 as ::ffff:a.b.c.d, under which dual-stack sockets know it, too,
 * so that a rule on IPv4 addresses holds for both forms.
 */
export type IpAddress = Uint16Array;

/** A block of addresses: those that share its first bits. */
export interface IpBlock {
  readonly address: IpAddress;
  /** Of 128; an IPv4 block's own length and 96. */
  readonly prefixLength: number;
}

export const newIpAddress = (): IpAddress => new Uint16Array(8);

/** Reads an address into `to`, which is left in any state when the text is none. Makes nothing. */
export const readIpAddress = (text: string, to: IpAddress): boolean =>
  text.length <= 45 && (text.includes(':') ? readIpv6(text, to) : readIpv4(text, 0, to, 6) && mapIpv4(to));

/** `10.0.0.0/8`, `2001:db8::/32`; an address alone is a block of one. Null for what is none. */
export function readIpBlock(text: string): IpBlock | null {
  const [addressText = '', lengthText, ...rest] = text.split('/');
  const address = newIpAddress();
  if (rest.length > 0 || !readIpAddress(addressText, address)) return null;
  const bits = addressText.includes(':') ? 128 : 32;
  if (lengthText === undefined) return { address, prefixLength: 128 };
  if (!/^[0-9]{1,3}$/.test(lengthText) || Number(lengthText) > bits) return null;
  return { address, prefixLength: Number(lengthText) + 128 - bits };
}

/** An IPv4 address is in blocks of IPv4 alone, however short an IPv6 block's prefix is: `::/0` has none. */
export function isInBlock(address: IpAddress, block: IpBlock): boolean {
  if (block.prefixLength < 96 && isIpv4(address)) return false;
  for (let group = 0, bits = block.prefixLength; bits > 0; group++, bits -= 16) {
    const mask = bits >= 16 ? 0xffff : (0xffff << (16 - bits)) & 0xffff;
    if ((((address[group] ?? 0) ^ (block.address[group] ?? 0)) & mask) !== 0) return false;
  }
  return true;
}

function isIpv4(address: IpAddress): boolean {
  for (let group = 0; group < 5; group++) if (address[group] !== 0) return false;
  return address[5] === 0xffff;
}

function mapIpv4(to: IpAddress): boolean {
  to.fill(0, 0, 5);
  to[5] = 0xffff;
  return true;
}

/** Four decimal numbers from `at` to the end, into two groups. No leading zeros: some read those as octal. */
function readIpv4(text: string, at: number, to: IpAddress, group: number): boolean {
  let octets = 0;
  let word = 0;
  while (octets < 4) {
    let value = 0;
    const from = at;
    for (let code; at < text.length && (code = text.charCodeAt(at) - 48) >= 0 && code <= 9; at++) {
      if (at > from && value === 0) return false;
      value = value * 10 + code;
      if (value > 255) return false;
    }
    if (at === from) return false;
    word = octets % 2 === 0 ? value << 8 : word | value;
    if (octets % 2 === 1) to[group + (octets >> 1)] = word;
    octets += 1;
    if (octets < 4 && text[at++] !== '.') return false;
  }
  return at === text.length;
}

function readIpv6(text: string, to: IpAddress): boolean {
  let group = 0;
  let gap = -1;
  let at = 0;
  if (text.startsWith('::')) {
    gap = 0;
    at = 2;
  }
  while (at < text.length) {
    if (group === 8) return false;
    const from = at;
    let value = 0;
    for (let nibble; at < text.length && (nibble = hexDigit(text.charCodeAt(at))) >= 0; at++) {
      value = value * 16 + nibble;
    }
    if (text[at] === '.') {
      if (group > 6 || !readIpv4(text, from, to, group)) return false;
      group += 2;
      break;
    }
    if (at === from || at - from > 4) return false;
    to[group++] = value;
    if (at === text.length) break;
    if (text[at] !== ':' || at + 1 === text.length) return false;
    at += 1;
    if (text[at] === ':') {
      if (gap !== -1) return false;
      gap = group;
      at += 1;
    }
  }
  if (gap === -1) return group === 8;
  if (group === 8) return false;
  to.copyWithin(gap + 8 - group, gap, group);
  to.fill(0, gap, gap + 8 - group);
  return true;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
