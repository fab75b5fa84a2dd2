import type { Server, Socket } from 'node:net';
import type { Logger } from '#libs/telemetry';
import type { ConnectionsState } from '../admin/admin.js';
import { plainAddress } from '../http/caller.js';
import type { TrustedProxies } from '../http/trusted-proxies.js';
import { beforeServing } from './before-serving.js';
import type { ProxyHeaders } from './proxy-headers.js';
import { RareWarning } from './rare-warning.js';

export interface ConnectionLimits {
  /** Of all callers; 0: no bound. */
  readonly connectionsMax: number;
  /** Of one address; 0: no bound. */
  readonly connectionsPerAddressMax: number;
}

export const unboundedConnections: ConnectionLimits = { connectionsMax: 0, connectionsPerAddressMax: 0 };

/**
 * How many connections may be open, in all and from one address; what is over is closed before a byte of it
 * is read, and before TLS. A proxy that is trusted brings the connections of many callers, so there is no
 * bound of its address; one that names callers by the PROXY protocol has theirs counted. Of IPv6 a network of
 * 64 bits counts as an address: that is what one subscriber is given.
 */
export class ConnectionBounds {
  private open = 0;
  private readonly ofAddress = new Map<string, number>();
  private readonly refused = { inAll: 0, perAddress: 0 };
  private readonly warning: RareWarning;

  constructor(
    private readonly limits: ConnectionLimits,
    private readonly trusted: TrustedProxies,
    log: Pick<Logger, 'warn'>,
  ) {
    this.warning = new RareWarning(log, 'too many connections are open: one was closed');
  }

  state(): ConnectionsState {
    return { open: this.open, refused: { ...this.refused } };
  }

  /** To be called before anything else listens for connections of this server. */
  guard(server: Server, proxyHeaders: ProxyHeaders | null): void {
    // Passed in the opposite order: who it is is known behind the PROXY header alone.
    beforeServing(server, (socket, serve) => {
      if (this.admitAddress(socket, proxyHeaders)) serve();
    });
    proxyHeaders?.expectOn(server);
    beforeServing(server, (socket, serve) => {
      if (this.admit(socket)) serve();
    });
  }

  private admit(socket: Socket): boolean {
    const { connectionsMax: max } = this.limits;
    if (max > 0 && this.open >= max) {
      this.refused.inAll += 1;
      return this.refuse(socket, { bound: 'TOLLGATE_GATEWAY_CONNECTIONS_MAX', max });
    }
    // Reset already: its end may have been told.
    if (socket.destroyed) return false;
    this.open += 1;
    socket.once('close', () => (this.open -= 1));
    return true;
  }

  private admitAddress(socket: Socket, proxyHeaders: ProxyHeaders | null): boolean {
    const { connectionsPerAddressMax: max } = this.limits;
    if (max === 0) return true;
    const named = proxyHeaders?.of(socket)?.sourceIp;
    const address = named ?? plainAddress(socket.remoteAddress);
    // Without a name from it, its own: of a load balancer that asks whether this gateway is well.
    if (this.trusted.includes(address) || (named === undefined && proxyHeaders?.isForAll)) return true;
    if (socket.destroyed) return false;
    const key = networkOf(address);
    const open = this.ofAddress.get(key) ?? 0;
    if (open >= max) {
      this.refused.perAddress += 1;
      return this.refuse(socket, { bound: 'TOLLGATE_GATEWAY_CONNECTIONS_PER_ADDRESS_MAX', max, address });
    }
    this.ofAddress.set(key, open + 1);
    socket.once('close', () => this.leave(key));
    return true;
  }

  private leave(key: string): void {
    const open = this.ofAddress.get(key)!;
    if (open === 1) this.ofAddress.delete(key);
    else this.ofAddress.set(key, open - 1);
  }

  private refuse(socket: Socket, why: Readonly<Record<string, unknown>>): false {
    // Nobody else listens for what is still to happen to it.
    socket.on('error', () => undefined);
    // Without the state that the system would keep of one that is closed in good order.
    socket.resetAndDestroy();
    this.warning.note(why);
    return false;
  }
}

/** The first four groups of an IPv6 address as Node spells it; an IPv4 address as it is. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [before = '', after] = address.split('::');
  const groups = before === '' ? [] : before.split(':');
  if (after !== undefined) {
    const behind = after === '' ? 0 : after.split(':').length;
    while (groups.length + behind < 8 && groups.length < 4) groups.push('0');
    for (const group of after.split(':')) groups.push(group);
  }
  return groups.slice(0, 4).join(':');
}
