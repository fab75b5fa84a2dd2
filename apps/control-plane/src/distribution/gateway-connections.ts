import type { Socket } from 'node:net';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { gateways, type Database, type GatewayReport, type UnitOfWork } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { GATEWAY_DATABASE, LOGGER } from '../tokens.js';

/** A poll lasts 10 s at most; who has not asked again after this long is gone. */
const silentForMs = 15_000;
const expireEveryMs = 5_000;
/** Gateways with ids of their own (containers) come and go: forget them after a week. */
const goneForMs = 7 * 24 * 3_600_000;

interface Connection {
  /** Sockets that the gateway has asked or told something on and that are still open. */
  readonly sockets: Set<Socket>;
  /** When it was last written down as connected, in Postgres's words. */
  mark: string;
}

/**
 * Knows which gateways follow the feed. A gateway that is killed closes its sockets, which is seen at once;
 * one that hangs is seen after 15 s. Several control planes may know of the same gateway: the newest mark
 * counts.
 */
@Injectable()
export class GatewayConnections implements OnModuleInit, OnModuleDestroy {
  private readonly connections = new Map<string, Connection>();
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    @Inject(GATEWAY_DATABASE) private readonly database: Database,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.write('expire', (uow) => gateways.expire(uow, { silentForMs, goneForMs }));
    }, expireEveryMs);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
  }

  /** A gateway polls on this socket, having everything up to `after`. */
  polled(gatewayId: string, socket: Socket, after: number): Promise<void> {
    return this.heard(gatewayId, socket, (uow) => gateways.seen(uow, gatewayId, after));
  }

  /** A gateway says on this socket how far it has come. */
  acknowledged(gatewayId: string, socket: Socket, report: GatewayReport): Promise<void> {
    return this.heard(gatewayId, socket, (uow) => gateways.acknowledge(uow, gatewayId, report));
  }

  private async heard(
    gatewayId: string,
    socket: Socket,
    write: (uow: UnitOfWork) => Promise<string>,
  ): Promise<void> {
    const connection = this.connections.get(gatewayId) ?? { sockets: new Set<Socket>(), mark: '' };
    this.connections.set(gatewayId, connection);
    if (!connection.sockets.has(socket)) {
      connection.sockets.add(socket);
      socket.once('close', () => this.closed(gatewayId, connection, socket));
    }
    connection.mark = await this.database.write(write);
    // It may have gone while this was written.
    if (connection.sockets.size === 0) this.gone(gatewayId, connection);
  }

  private closed(gatewayId: string, connection: Connection, socket: Socket): void {
    connection.sockets.delete(socket);
    if (connection.sockets.size === 0) this.gone(gatewayId, connection);
  }

  private gone(gatewayId: string, connection: Connection): void {
    if (this.connections.get(gatewayId) === connection) this.connections.delete(gatewayId);
    if (connection.mark === '' || this.stopped) return;
    this.log.info('a gateway has disconnected', { gatewayId });
    this.write('disconnect', (uow) => gateways.disconnected(uow, gatewayId, connection.mark));
  }

  private write(what: string, work: Parameters<Database['write']>[0]): void {
    // Without Postgres nobody waits for gateways either; the next round writes it down.
    this.database.write(work).catch((error: unknown) => {
      if (!this.stopped) this.log.debug('the state of gateways could not be written', { what, error });
    });
  }
}
