import { connect, type Socket } from 'node:net';
import type { SendStep } from './expand-markers.js';
import { StrictReader } from './strict-reader.js';

/** A client's connection without an HTTP library: it writes bytes as told and reads responses strictly. */
export class RawConnection {
  readonly reader: StrictReader;
  ended = false;
  private readonly waiting = new Set<() => void>();

  private constructor(
    private readonly socket: Socket,
    isHead: boolean,
  ) {
    this.reader = new StrictReader({ reads: 'responses', nextIsBodiless: () => isHead });
    socket.on('data', (bytes: Buffer) => {
      this.reader.push(bytes);
      this.wake();
    });
    const onEnd = (): void => {
      if (!this.ended) this.reader.end();
      this.ended = true;
      this.wake();
    };
    socket.on('end', onEnd);
    // A reset says the same as an end, and a response that ends with it is cut off all the more.
    socket.on('error', () => {
      this.ended = true;
      this.wake();
    });
    socket.on('close', onEnd);
  }

  static async open(port: number, isHead = false): Promise<RawConnection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new RawConnection(socket, isHead);
  }

  /** Writes until all is written or the connection is over. */
  async send(steps: readonly SendStep[]): Promise<void> {
    for (const step of steps) {
      if (this.ended) return;
      if ('bytes' in step) this.socket.write(step.bytes);
      else await this.until(() => false, step.pauseMs);
    }
  }

  finish(how: 'keep' | 'fin' | 'rst'): void {
    if (how === 'fin') this.socket.end();
    else if (how === 'rst') this.socket.resetAndDestroy();
  }

  /**
   * Resolves with true as soon as it holds, with false when the connection has ended or the time is over
   * without it.
   */
  until(holds: () => boolean, atMostMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (result: boolean): void => {
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(result);
      };
      const look = (): void => {
        if (holds()) settle(true);
        else if (this.ended) settle(false);
      };
      const timer = setTimeout(() => settle(false), atMostMs);
      this.waiting.add(look);
      look();
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private wake(): void {
    for (const look of [...this.waiting]) look();
  }
}
