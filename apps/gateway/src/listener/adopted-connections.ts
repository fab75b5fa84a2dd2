import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';

const lookEveryMs = 50;

/**
 * Connections that another process has accepted: a server serves them, but does not count them as its own.
 */
export class AdoptedConnections {
  private readonly sockets = new Set<Socket>();
  private whenNone: (() => void) | null = null;

  add(socket: Socket, server: Server | TlsServer): void {
    this.sockets.add(socket);
    socket.once('close', () => {
      this.sockets.delete(socket);
      if (this.sockets.size === 0) this.whenNone?.();
    });
    // As a server has those that it accepts itself.
    socket.allowHalfOpen = true;
    socket.setNoDelay(true);
    server.emit('connection', socket);
  }

  /**
   * Settles when all are closed: those without a request from `lingerMs` on, all others behind theirs, and
   * any that is left at `atMostMs`.
   */
  async drain(servers: readonly (Server | TlsServer)[], atMostMs: number, lingerMs: number): Promise<void> {
    const idleFromMs = Date.now() + lingerMs;
    const closingIdle = setInterval(() => {
      if (Date.now() >= idleFromMs) for (const server of servers) server.closeIdleConnections();
    }, lookEveryMs);
    const cut = setTimeout(() => {
      for (const socket of this.sockets) socket.destroy();
    }, atMostMs);
    if (this.sockets.size > 0) await new Promise<void>((resolve) => (this.whenNone = resolve));
    clearInterval(closingIdle);
    clearTimeout(cut);
    for (const server of servers) server.close();
  }
}
