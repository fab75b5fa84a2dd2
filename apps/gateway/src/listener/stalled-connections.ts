import type { Socket } from 'node:net';
import { idleMsOf } from '../http/patient-connections.js';

/** Each connection is looked at so many times within the time that it may stand still. */
const looksPerTime = 4;
/** The connections are looked at in so many parts, so that ten thousand do not hold up the loop. */
const parts = 10;

/**
 * Cuts connections on which nothing moves. A timer of its own for each connection, pushed on with every read
 * and write, costs a twentieth of a small request; here only those have one (`socket.setTimeout`, which knows
 * of writes that move on slowly) that were seen without a new byte from the caller. So a connection is cut
 * when it has stood still for `stalledMs`, and at most by a quarter later.
 */
export class StalledConnections {
  private readonly bytesSeen = new Map<Socket, number>();
  private readonly looking: NodeJS.Timeout;
  private rest: Iterator<[Socket, number]> = [].values();

  constructor(private readonly stalledMs: number) {
    this.looking = setInterval(() => this.lookAtPart(), Math.ceil(stalledMs / looksPerTime / parts));
    this.looking.unref();
  }

  /** To be called with every new connection. */
  watch(socket: Socket): void {
    this.bytesSeen.set(socket, 0);
    socket.on('close', () => this.bytesSeen.delete(socket));
  }

  /** It is no connection of HTTP any more. */
  leave(socket: Socket): void {
    this.bytesSeen.delete(socket);
    socket.setTimeout(0);
  }

  stop(): void {
    clearInterval(this.looking);
  }

  private lookAtPart(): void {
    for (let left = Math.ceil(this.bytesSeen.size / parts); left > 0; left--) {
      const next = this.rest.next();
      if (next.done) {
        this.rest = this.bytesSeen.entries();
        return;
      }
      this.lookAt(...next.value);
    }
  }

  private lookAt(socket: Socket, bytesSeen: number): void {
    const { bytesRead } = socket;
    const hasMoved = bytesRead !== bytesSeen;
    if (hasMoved) this.bytesSeen.set(socket, bytesRead);
    if (hasMoved !== Boolean(socket.timeout)) return;
    socket.setTimeout(hasMoved ? 0 : idleMsOf(socket, this.stalledMs, Date.now()));
  }
}
