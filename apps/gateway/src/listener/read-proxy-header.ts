import { isIP } from 'node:net';
import { inOneSpelling } from '../http/caller.js';

/** What a proxy says of the connection that it stands in for. */
export interface ProxiedConnection {
  /** Who opened it. */
  readonly sourceIp: string;
  /** The port that it was opened to. */
  readonly port: number;
}

export interface ProxyHeader {
  /** How many bytes it takes; what follows is the caller's. */
  readonly bytes: number;
  /** Null: the proxy speaks for itself, or for somebody who has no Internet address. */
  readonly connection: ProxiedConnection | null;
}

const textStart = Buffer.from('PROXY ');
const textBytesMax = 107;
const binaryStart = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');
const binaryHeadBytes = 16;

/**
 * Reads the header of the PROXY protocol, version 1 or 2, at the start of a connection
 * (https://www.haproxy.org/download/2.8/doc/proxy-protocol.txt, section 2). `incomplete`: more bytes may make
 * it one.
 */
export function readProxyHeader(bytes: Buffer): ProxyHeader | 'incomplete' | 'malformed' {
  if (beginsAlike(bytes, binaryStart)) return readBinary(bytes);
  return beginsAlike(bytes, textStart) ? readText(bytes) : 'malformed';
}

/** As far as both go. */
function beginsAlike(bytes: Buffer, start: Buffer): boolean {
  const length = Math.min(bytes.length, start.length);
  return bytes.compare(start, 0, length, 0, length) === 0;
}

/** Version 1: one line. */
function readText(bytes: Buffer): ProxyHeader | 'incomplete' | 'malformed' {
  const end = bytes.subarray(0, textBytesMax).indexOf('\r\n');
  if (end < 0) return bytes.length < textBytesMax ? 'incomplete' : 'malformed';
  const line = bytes.toString('latin1', 0, end);
  const header = { bytes: end + 2, connection: null };
  // Behind UNKNOWN anything may stand, and means nothing.
  if (/^PROXY UNKNOWN( |$)/.test(line)) return header;
  const [, version = '', source = '', destination = '', ...ports] =
    /^PROXY TCP([46]) ([0-9A-Fa-f.:]+) ([0-9A-Fa-f.:]+) (0|[1-9]\d{0,4}) (0|[1-9]\d{0,4})$/.exec(line) ?? [];
  const isOfVersion = (address: string): boolean => isIP(address) === Number(version);
  const isPort = (port: string): boolean => Number(port) <= 65_535;
  if (version === '' || ![source, destination].every(isOfVersion) || !ports.every(isPort)) return 'malformed';
  return { ...header, connection: { sourceIp: inOneSpelling(source), port: Number(ports[1]) } };
}

const addressesOf: { readonly [familyAndTransport: number]: { family: 'ipv4' | 'ipv6'; bytes: number } } = {
  0x11: { family: 'ipv4', bytes: 4 },
  0x21: { family: 'ipv6', bytes: 16 },
};
/** UNSPEC, and what cannot be a caller of HTTP over TCP: datagrams, Unix sockets. */
const withoutAddress = [0x00, 0x12, 0x22, 0x31, 0x32];

/**
 * Version 2: a head of 16 bytes with the length of what follows: two addresses, two ports, and more (TLVs).
 */
function readBinary(bytes: Buffer): ProxyHeader | 'incomplete' | 'malformed' {
  if (bytes.length < binaryHeadBytes) return 'incomplete';
  const [versionAndCommand, familyAndTransport] = [bytes.readUInt8(12), bytes.readUInt8(13)];
  const isLocal = versionAndCommand === 0x20;
  if (!isLocal && versionAndCommand !== 0x21) return 'malformed';
  const length = bytes.readUInt16BE(14);
  const addresses = isLocal ? undefined : addressesOf[familyAndTransport];
  if (!isLocal && addresses === undefined && !withoutAddress.includes(familyAndTransport)) return 'malformed';
  if (addresses !== undefined && length < 2 * addresses.bytes + 4) return 'malformed';
  if (bytes.length < binaryHeadBytes + length) return 'incomplete';
  const header = { bytes: binaryHeadBytes + length, connection: null };
  if (addresses === undefined) return header;
  const own = bytes.subarray(binaryHeadBytes);
  const sourceIp = addressText(own.subarray(0, addresses.bytes));
  return { ...header, connection: { sourceIp, port: own.readUInt16BE(2 * addresses.bytes + 2) } };
}

function addressText(address: Buffer): string {
  if (address.length === 4) return address.join('.');
  return inOneSpelling(address.toString('hex').replace(/(....)(?!$)/g, '$1:'));
}
