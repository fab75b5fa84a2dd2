import type { Socket } from 'node:net';

/**
 * A response on its way to the caller, as its connection takes it: Node's own of HTTP/1.1, or a stream of
 * HTTP/2. What serves requests knows no more of it.
 */
export interface OutgoingResponse {
  /** False: what is still to come of the request is not read. */
  shouldKeepAlive: boolean;
  readonly req: {
    readonly method?: string | undefined;
    /** Missing: many responses share it; it is one over TLS then. */
    readonly socket?: Socket;
  };
  readonly headersSent: boolean;
  readonly destroyed: boolean;
  /** All of it has been handed to the system. */
  readonly writableFinished: boolean;
  /** Name, value, name, value, ... Throws for what cannot be sent; then nothing was. */
  writeHead(status: number, headers: string[]): unknown;
  /** False: wait for `drain`. */
  write(chunk: Buffer): boolean;
  end(body?: string | Buffer): unknown;
  /** Cuts it: what was sent of it must look incomplete. */
  destroy(): unknown;
  /** Called in place of the rest where nobody is there to take it; missing: that is of no matter. */
  notSent?(): void;
  on(event: 'close' | 'drain', listener: () => void): unknown;
}
