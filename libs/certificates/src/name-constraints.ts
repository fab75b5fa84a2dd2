import type { GeneralSubtrees } from '@peculiar/asn1-x509';
import type { ParsedCertificate } from './parsed-certificate.js';

/**
 * A name of a certificate that an authority above it may not certify (RFC 5280, 4.2.1.10); undefined for
 * none. DNS names and addresses alone: by these servers are known.
 */
export function constrainedName(
  { dnsNames, addresses, commonName }: ParsedCertificate,
  authority: ParsedCertificate,
): string | undefined {
  const { permittedSubtrees, excludedSubtrees } = authority.nameConstraints ?? {};
  // Where there is no other name clients of old take the common name for one, if it looks like one.
  const isOwn = dnsNames.length + addresses.length === 0 && commonName !== null && hostLike.test(commonName);
  const hosts = isOwn ? [commonName.toLowerCase()] : dnsNames;
  const isAllowed = (name: string, kind: 'dNSName' | 'iPAddress', isWithin: IsWithin): boolean => {
    const basesOf = (subtrees: GeneralSubtrees | undefined) =>
      [...(subtrees ?? [])].flatMap(({ base }) => base[kind] ?? []);
    const permitted = basesOf(permittedSubtrees);
    return (
      (permitted.length === 0 || permitted.some((base) => isWithin(name, base))) &&
      !basesOf(excludedSubtrees).some((base) => isWithin(name, base))
    );
  };
  return (
    hosts.find((name) => !isAllowed(name, 'dNSName', isWithinDomain)) ??
    addresses.find((address) => !isAllowed(address, 'iPAddress', isWithinNetwork))
  );
}

/** Two labels at least; people and machines that call have other common names. */
const hostLike = /^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i;

type IsWithin = (name: string, base: string) => boolean;

/** `example.com` has itself and all below it, `.example.com` what is below it, the empty base everything. */
function isWithinDomain(name: string, given: string): boolean {
  const base = given.toLowerCase();
  if (base === '' || name === base) return true;
  return name.endsWith(base.startsWith('.') ? base : `.${base}`);
}

/** `10.0.0.0/255.0.0.0`, as the parser writes network and mask; or with the number of the mask's bits. */
function isWithinNetwork(address: string, base: string): boolean {
  const [network = '', mask = ''] = base.split('/');
  const [own, wanted] = [bytesOf(address), bytesOf(network)];
  const bits = /^\d+$/.test(mask)
    ? wanted.map((_, index) => onesOf(Number(mask) - index * 8))
    : bytesOf(mask);
  return (
    own.length === wanted.length &&
    bits.length === own.length &&
    own.every((byte, index) => (byte & bits[index]!) === (wanted[index]! & bits[index]!))
  );
}

/** A byte whose highest `count` bits are set. */
const onesOf = (count: number): number => 0xff & (0xff00 >> Math.max(0, Math.min(8, count)));

/** Of an address of either family; `::` stands for as many zeros as are missing. */
function bytesOf(address: string): number[] {
  if (!address.includes(':')) return address.split('.').map(Number);
  const [left = [], right = []] = address
    .split('::')
    .map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
