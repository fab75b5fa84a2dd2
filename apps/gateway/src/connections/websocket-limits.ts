/** What a WebSocket connection may take of a gateway. Times in milliseconds, sizes in bytes. */
export interface WebSocketLimits {
  /** Of a client's message, all its fragments together. */
  readonly messageBytesMax: number;
  /** Of a frame, in either direction. */
  readonly frameBytesMax: number;
  /** Without a frame of the client, or a message to it. */
  readonly idleMs: number;
  /** From its handshake on. */
  readonly lifeMs: number;
  /** What waits for a client that does not read. */
  readonly waitingBytesMax: number;
  /** Of messages that are not whole, are handled, or wait for their clients, in the process. */
  readonly memoryBytesMax: number;
  /** A client that reads nothing of what waits for so long is cut, and one whose message does not end. */
  readonly stalledMs: number;
  /** Messages of one connection that are handled at once; what is behind them is not read. */
  readonly messagesAtOnce: number;
  /** Pings and pongs of one connection within a second. */
  readonly controlFramesPerSecond: number;
  /** Handshakes of the process that wait for their integration. */
  readonly handshakesMax: number;
  /** How long a client may take to answer a close frame. */
  readonly closeMs: number;
  /** Over so long the connections are closed when the gateway stops. */
  readonly drainMs: number;
}

/** Those that AWS has are AWS's (guide page "Quotas for configuring and running a WebSocket API"). */
export const usualWebSocketLimits: WebSocketLimits = {
  messageBytesMax: 128 * 1024,
  frameBytesMax: 32 * 1024,
  idleMs: 10 * 60_000,
  lifeMs: 2 * 60 * 60_000,
  waitingBytesMax: 1024 * 1024,
  memoryBytesMax: 256 * 1024 * 1024,
  stalledMs: 60_000,
  messagesAtOnce: 16,
  controlFramesPerSecond: 100,
  handshakesMax: 1024,
  closeMs: 10_000,
  drainMs: 10_000,
};

/**
 * Fragments of one message. A message of the longest has 128 of 1 KB, and each costs more memory than a short
 * one holds.
 */
export const fragmentsMax = 1024;
