import type { ConnectionFacts } from '../invocation/connection-event.js';

/** What became of data that was to go to a client. `full`: it does not read, and more may not wait for it. */
export type SendOutcome = 'sent' | 'gone' | 'full';

/** A WebSocket connection that is open: its handshake is over. */
export interface Connection {
  readonly facts: ConnectionFacts;
  /** Since 1970: when a frame of the client last came, or a message last went to it. */
  readonly lastActiveAtMs: number;
  /** Nothing is sent to it any more: its closing handshake has begun. */
  readonly isEnding: boolean;
  /**
   * Sends one message, of text unless it is binary; never waits. One that is longer than a frame may be goes
   * in several.
   */
  send(data: string | Buffer, isBinary?: boolean): SendOutcome;
  /** Begins the closing handshake; a client that does not take part in it is cut. */
  close(code: number, reason: string): void;
}

export type { ConnectionEnd } from './connection-end.js';
