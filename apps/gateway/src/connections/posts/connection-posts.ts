import type { OpenConnectionState } from '#libs/snapshot-format';

/** A connection, and the stage that it must be one of: others are as good as none. */
export interface AddressedConnection {
  readonly apiId: string;
  readonly stageName: string;
  readonly connectionId: string;
}

/** Something that goes to a client as one message. */
export interface PostedMessage {
  readonly data: Buffer;
  /**
   * What all attempts of one call to post this have in common, as AWS's SDKs send it; null: nothing was said.
   * A message is not sent again when a call is tried again whose response was lost.
   */
  readonly callId: string | null;
}

/**
 * What became of a call for a connection. `gone`: there is no such connection in the stage: it never was, has
 * ended, or its gateway was declared dead. `full`: the client does not read, or too much waits for other
 * gateways. `unreachable`: it may live, but what holds it did not say so in time; a message may have been
 * sent.
 */
export type CallOutcome = 'done' | 'gone' | 'full' | 'unreachable';

/** What is told of an open connection. */
export type ConnectionState = OpenConnectionState;

/** A part of the open connections of a stage, in the order of their ids. */
export interface ConnectionPage {
  readonly connections: readonly ConnectionState[];
  /** There are more behind the last one. */
  readonly hasMore: boolean;
}

/** Which part: those behind an id, so many at most. */
export interface PageOfStage {
  readonly apiId: string;
  readonly stageName: string;
  readonly after: string | null;
  readonly limit: number;
}

/** Calls for open connections, whichever gateway holds them. None rejects but for a bug. */
export interface ConnectionPosts {
  post(to: AddressedConnection, message: PostedMessage): CallOutcome | Promise<CallOutcome>;
  get(of: AddressedConnection): Asked<ConnectionState>;
  /** `done`: the closing handshake has begun. */
  close(which: AddressedConnection): CallOutcome | Promise<CallOutcome>;
  list(page: PageOfStage): Asked<ConnectionPage>;
}

/** A value, or why there is none. */
export type Found<T> = T | Exclude<CallOutcome, 'done'>;
export type Asked<T> = Found<T> | Promise<Found<T>>;
