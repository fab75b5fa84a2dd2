import { BlockList, isIP } from 'node:net';
import { inOneSpelling } from './caller.js';

/** The proxies in front of the gateway whose word for a caller's address counts. */
export class TrustedProxies {
  private readonly ranges = new BlockList();

  /** `ranges`: addresses and CIDR blocks; see `readTrustedProxies`. */
  constructor(ranges: readonly AddressRange[]) {
    for (const { address, bits, family } of ranges) this.ranges.addSubnet(address, bits, family);
  }

  includes(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.ranges.check(address, family === 4 ? 'ipv4' : 'ipv6');
  }

  /**
   * The caller's address behind a trusted peer: the last one in X-Forwarded-For that is none of these
   * proxies. What stands in front of it anybody may have written. The peer itself when the header names
   * nobody, or something that is no address.
   */
  addressBehind(peerIp: string, rawHeaders: readonly string[]): string {
    let caller = peerIp;
    for (let index = rawHeaders.length - 2; index >= 0; index -= 2) {
      if (rawHeaders[index]!.toLowerCase() !== 'x-forwarded-for') continue;
      for (const part of rawHeaders[index + 1]!.split(',').reverse()) {
        const written = part.trim();
        if (isIP(written) === 0) return caller;
        const address = inOneSpelling(written);
        if (!this.includes(address)) return address;
        caller = address;
      }
    }
    return caller;
  }
}

export interface AddressRange {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** Reads `10.0.0.0/8,2001:db8::1`; a text that names what is wrong when it cannot be read. */
export function readTrustedProxies(text: string): readonly AddressRange[] | string {
  const ranges: AddressRange[] = [];
  for (const part of text.split(',')) {
    const [address = '', length, ...rest] = part.trim().split('/');
    const family = isIP(address);
    const longest = family === 4 ? 32 : 128;
    const bits = length === undefined ? longest : /^\d{1,3}$/.test(length) ? Number(length) : NaN;
    if (family === 0 || rest.length > 0 || !(bits >= 0 && bits <= longest)) {
      return `${part.trim()} is no address and no CIDR block`;
    }
    ranges.push({ address, bits, family: family === 4 ? 'ipv4' : 'ipv6' });
  }
  return ranges;
}
