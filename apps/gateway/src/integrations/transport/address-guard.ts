import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';

/** A connection that configuration does not allow. */
export class RefusedAddressError extends Error {
  override readonly name = 'RefusedAddressError';
  readonly code = 'TOLLGATE_REFUSED_ADDRESS';
  constructor(host: string, address: string) {
    super(`integrations may not connect to ${address} (${host})`);
  }
}

// Where clouds keep credentials of the machine that asks. An integration is a URL that users write.
const refused = new BlockList();
refused.addSubnet('169.254.0.0', 16, 'ipv4');
refused.addSubnet('fe80::', 10, 'ipv6');
refused.addAddress('fd00:ec2::254', 'ipv6');
refused.addAddress('fd20:ce::254', 'ipv6');
refused.addAddress('100.100.100.200', 'ipv4');
refused.addAddress('168.63.129.16', 'ipv4');
refused.addAddress('192.0.0.192', 'ipv4');

/**
 * Whether an address is link-local or known as a cloud's metadata service, also in an IPv6 address that
 * stands for an IPv4 one.
 */
export function isRefusedAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return refused.check(address, 'ipv4');
  const embedded = embeddedIpv4(address);
  return (embedded !== null && refused.check(embedded, 'ipv4')) || refused.check(address, 'ipv6');
}

// IPv4-mapped, IPv4-compatible and NAT64 addresses (RFC 4291, section 2.5.5; RFC 6052), the ones that a
// network stack may route to IPv4.
const embedding =
  /^(?:::(?:ffff:(?:0:)?)?|64:ff9b::)(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i;

/** The IPv4 address that an IPv6 address stands for; null when it stands for none. */
export function embeddedIpv4(address: string): string | null {
  // The URL parser writes an address in its one canonical form, as does the resolver.
  const match = embedding.exec(address.replace(/%.*$/, ''));
  if (!match) return null;
  if (match[1] !== undefined) return match[1];
  const high = parseInt(match[2]!, 16);
  const low = parseInt(match[3]!, 16);
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address?: string | LookupAddress[],
  family?: number,
) => void;

/**
 * `dns.lookup`, but a name that leads to a refused address leads nowhere. It runs for each connection and the
 * connection goes to the very address that was looked at, so a name that changes its address in between gains
 * nothing.
 */
export function guardedLookup(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error);
    const bad = addresses.find(({ address }) => isRefusedAddress(address));
    if (bad) return callback(new RefusedAddressError(hostname, bad.address));
    if (options.all) return callback(null, addresses);
    const first = addresses[0]!;
    callback(null, first.address, first.family);
  });
}
