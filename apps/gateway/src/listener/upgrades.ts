import type { IncomingMessage, Server, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { Connections } from './connections.js';
import { HandshakeResponse } from './handshake-response.js';
import type { ListenerOptions } from './listener.js';
import type { StalledConnections } from './stalled-connections.js';
import { upgradableRequests } from './upgradable-request.js';

/** Hands the handshakes of WebSocket APIs over, with all that holds for a request of the connection. */
export class Upgrades {
  /** For each server that they are taken from. */
  readonly serverOptions: ServerOptions;

  constructor(
    private readonly options: Pick<ListenerOptions, 'isHandshake' | 'onHandshake'>,
    private readonly connections: Connections,
    private readonly stalled: StalledConnections,
  ) {
    this.serverOptions = { IncomingMessage: upgradableRequests((message) => this.isHandshake(message)) };
  }

  takeFrom(server: Server): void {
    server.on('upgrade', (message, socket, head) => this.handOver(message, socket as Socket, head));
  }

  private isHandshake(message: IncomingMessage): boolean {
    const connection = this.connections.of(message.socket);
    // Behind a request that is not answered it would have to wait for its turn, and no client sends it so.
    if (connection.newest !== null || connection.isBroken || connection.isWithoutAddress) return false;
    return this.options.isHandshake?.(message, connection) ?? false;
  }

  private handOver(message: IncomingMessage, socket: Socket, head: Buffer): void {
    const connection = this.connections.of(socket);
    // Looked at while it waits: who has not been let in may not stay longer than others.
    const response = new HandshakeResponse({ message, socket, head }, () => {
      connection.record = null;
      this.stalled.leave(socket);
    });
    this.options.onHandshake!(message, response, connection);
  }
}
