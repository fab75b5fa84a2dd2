import { frame, opcodes, type FrameOptions, type HandshakeOptions } from '#libs/testing';

/** One case of the protocol: what a client sends on an open connection, and what it must see. */
export interface ProtocolCase {
  /** Says what is sent; unique. */
  readonly name: string;
  /** Pieces, each a write of its own. */
  readonly send: readonly Buffer[];
  /** Messages that come back, in any order. */
  readonly echoes?: readonly string[];
  /** Messages that may come back or not. */
  readonly mayEcho?: readonly string[];
  /** Payloads of the pongs that come, in this order. */
  readonly pongs?: readonly string[];
  /**
   * The code in the server's close frame, `none` for a close frame without one. Not set: the connection stays
   * open, and a close of the client's with 1000 is answered by 1000.
   */
  readonly close?: number | 'none';
}

/** One case of the handshake. */
export interface HandshakeCase {
  readonly name: string;
  readonly handshake: HandshakeOptions;
  /** The statuses that are right; where a document has one alone, that one. */
  readonly status: readonly number[];
  /** Headers that the response has, by names in lower case; null: has not. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

export const text = (payload: Buffer | string, options: FrameOptions = {}): Buffer =>
  frame(opcodes.text, { payload, ...options });

export const continuation = (payload: Buffer | string, options: FrameOptions = {}): Buffer =>
  frame(opcodes.continuation, { payload, ...options });

/** A fragment that others follow. */
export const more = { fin: false } as const;

/** A text message in fragments with these payloads. */
export function fragments(...payloads: readonly (Buffer | string)[]): Buffer[] {
  return payloads.map((payload, index) =>
    frame(index === 0 ? opcodes.text : opcodes.continuation, {
      payload,
      fin: index === payloads.length - 1,
    }),
  );
}

/** The same bytes as pieces of one byte each. */
export const byteWise = (...pieces: readonly Buffer[]): Buffer[] =>
  [...Buffer.concat(pieces)].map((byte) => Buffer.of(byte));

/** Bytes written as hexadecimal digits; blanks are for the reader. */
export const hex = (digits: string): Buffer => Buffer.from(digits.replaceAll(' ', ''), 'hex');
