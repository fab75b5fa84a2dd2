import { isIP, SocketAddress } from 'node:net';
import type { ClientProof } from '../mutual-tls/client-proof.js';
import type { VpcEndpoint } from './vpc-endpoint.js';

/**
 * Who sends requests over a connection. The same object for all requests of a connection whose peer is the
 * caller.
 */
export interface Caller {
  /** The caller's address; behind proxies that are trusted the one that they name. */
  readonly ip: string;
  /**
   * The other end of the connection, or of the one that a PROXY header names: what X-Forwarded-For is
   * continued with.
   */
  readonly peerIp: string;
  /** Where the caller reached the gateway. */
  readonly port: string;
  readonly isTls: boolean;
  /** The name that the caller asked for when TLS began, in lower case; null without. */
  readonly serverName: string | null;
  /**
   * It took up a session of TLS 1.2 again: which name it asked for is not told then. Certificate and rules
   * were settled when that session began.
   */
  readonly isNameUntold: boolean;
  /** `TLSv1.2` or `TLSv1.3`; null without TLS. */
  readonly tlsVersion: string | null;
  /** What it is encrypted with, by OpenSSL's name; null without TLS. */
  readonly cipher: string | null;
  /** The other end is a trusted proxy: what TLS says is between it and us. */
  readonly isBehindProxy: boolean;
  /** What the caller has shown of itself (mutual TLS); null when it was not asked. */
  readonly proof: ClientProof | null;
  /** What it has come through; null on gateways that stand behind none. */
  readonly vpcEndpoint: VpcEndpoint | null;
}

/** An IPv4 caller of a dual-stack socket shows as the IPv4 address that it is. */
export function plainAddress(remoteAddress: string | undefined): string {
  const address = remoteAddress ?? '';
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}

/** An address that somebody wrote, as Node spells those of connections. */
export function inOneSpelling(address: string): string {
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  return plainAddress(new SocketAddress({ address, family }).address);
}
