import type { Socket } from 'node:net';
import type { ConnectionKind } from '../listener/listener.js';

/** A process that takes connections. */
export interface Taker {
  /** Sends the connection over; it is `taken` when the process says so. */
  send(connection: { readonly connection: ConnectionKind; readonly id: number }, socket: Socket): void;
}

interface Offered {
  readonly id: number;
  readonly kind: ConnectionKind;
  readonly socket: Socket;
}

/** Connections that wait while no process takes any. */
const pendingMax = 4096;

/**
 * Gives accepted connections to the processes in turn. A connection stays ours until the process says that it
 * has it, so that one on its way to a process that dies goes to another: nothing has been read of it.
 */
export class ConnectionHandoff {
  private readonly takers: Taker[] = [];
  private readonly offered = new Map<number, Offered & { readonly to: Taker }>();
  private pending: Offered[] = [];
  private turn = 0;
  private lastId = 0;

  add(taker: Taker): void {
    this.takers.push(taker);
    for (const connection of this.pending.splice(0)) this.offer(connection);
  }

  /** This process takes no more; what it has been sent and has not taken goes to the others once `isGone`. */
  remove(taker: Taker, isGone: boolean): void {
    const at = this.takers.indexOf(taker);
    if (at >= 0) this.takers.splice(at, 1);
    if (!isGone) return;
    for (const connection of [...this.offered.values()]) {
      if (connection.to !== taker) continue;
      this.offered.delete(connection.id);
      this.offer(connection);
    }
  }

  accept(kind: ConnectionKind, socket: Socket): void {
    socket.on('error', () => undefined);
    this.offer({ id: ++this.lastId, kind, socket });
  }

  taken(id: number): void {
    this.offered.get(id)?.socket.destroy();
    this.offered.delete(id);
  }

  /** Closes what nobody has taken. */
  close(): void {
    for (const { socket } of [...this.pending.splice(0), ...this.offered.values()]) socket.destroy();
    this.offered.clear();
  }

  private offer({ id, kind, socket }: Offered): void {
    const to = this.takers[this.turn++ % Math.max(1, this.takers.length)];
    if (to !== undefined) {
      this.offered.set(id, { id, kind, socket, to });
      to.send({ connection: kind, id }, socket);
    } else if (this.pending.length < pendingMax) this.pending.push({ id, kind, socket });
    else socket.destroy();
  }
}
