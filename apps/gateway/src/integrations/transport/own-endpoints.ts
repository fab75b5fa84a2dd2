import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { embeddedIpv4 } from './address-guard.js';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
// "This host": a connection to it ends at a loopback address.
loopback.addSubnet('0.0.0.0', 8, 'ipv4');
loopback.addAddress('::', 'ipv6');

/** Names are looked up for new connections to the control plane's port, but no more often than this. */
const lookedUpForMs = 5_000;
/** One response of a name server may hold a few of many addresses. */
const rememberedForMs = 600_000;

/**
 * What integrations never reach, whatever name, address, redirect or DNS response leads there: this gateway's
 * own listeners, and the control plane. Asked with the address that a connection really has. Everything else
 * on this machine stays in reach: on a laptop backends are there.
 */
export class OwnEndpoints {
  private readonly ports = new Set<number>();
  private readonly host: string;
  private readonly controlPlanePort: number;
  /** Addresses of the control plane, each with the time when its name last led there. */
  private readonly addresses = new Map<string, number>();
  private lookedUpAtMs = -Infinity;

  /** `controlPlaneUrl`: where this gateway reaches it. */
  constructor(
    controlPlaneUrl: string,
    private readonly resolve: (name: string) => Promise<readonly string[]> = resolveName,
    private readonly nowMs: () => number = Date.now,
  ) {
    const url = new URL(controlPlaneUrl);
    this.host = url.hostname.replace(/^\[|\]$/g, '');
    this.controlPlanePort = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  }

  /** Adds a port that this gateway listens on. */
  addListener(port: number): void {
    this.ports.add(port);
  }

  /**
   * Whether a connection to this address and port ends at one of them. At once, unless it is the port of the
   * control plane.
   */
  includes(address: string, port: number): boolean | Promise<boolean> {
    if (this.ports.has(port) && isThisMachine(canonical(address))) return true;
    return port === this.controlPlanePort && this.isControlPlane(canonical(address));
  }

  private async isControlPlane(address: string): Promise<boolean> {
    await this.lookUp();
    if (this.addresses.has(address)) return true;
    // On this machine it may listen on all addresses, not only on the one that its name leads to.
    return isThisMachine(address) && [...this.addresses.keys()].some(isThisMachine);
  }

  private async lookUp(): Promise<void> {
    const nowMs = this.nowMs();
    if (nowMs - this.lookedUpAtMs < lookedUpForMs) return;
    // While nobody can say where it is, it is where it was.
    const found = isIP(this.host) ? [this.host] : await this.resolve(this.host).catch(() => null);
    if (found === null) return;
    this.lookedUpAtMs = nowMs;
    for (const [address, seenMs] of this.addresses) {
      if (nowMs - seenMs > rememberedForMs) this.addresses.delete(address);
    }
    for (const address of found) this.addresses.set(canonical(address), nowMs);
  }
}

async function resolveName(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

/** One spelling per address: an IPv6 address that stands for an IPv4 one is that one, and no zone follows. */
function canonical(address: string): string {
  const plain = address.replace(/%.*$/, '');
  if (isIP(plain) !== 6) return plain;
  // The URL parser knows the one short form of an IPv6 address.
  const short = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  return embeddedIpv4(short) ?? short;
}

function isThisMachine(address: string): boolean {
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  if (loopback.check(address, family)) return true;
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some((own) => canonical(own.address) === address),
  );
}
