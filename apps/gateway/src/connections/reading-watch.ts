import type { Socket } from 'node:net';

/** Whether a client reads what waits for it: asked when it has had time enough. */
export class ReadingWatch {
  /** Since 1970: since when something waits of which nothing has been read; 0: nothing is watched. */
  sinceMs = 0;
  private bytesLeft = 0;

  constructor(private readonly socket: Socket) {}

  begin(nowMs: number): void {
    this.sinceMs = nowMs;
    this.bytesLeft = this.left();
  }

  end(): void {
    this.sinceMs = 0;
  }

  /** Nothing of it has left since it began. */
  get isStuck(): boolean {
    return this.left() === this.bytesLeft;
  }

  /** Bytes that the system has taken since the connection began. */
  private left(): number {
    return this.socket.bytesWritten - this.socket.writableLength;
  }
}
