import type { Readable } from 'node:stream';
import type { OutgoingResponse } from '../http/outgoing-response.js';

/**
 * Shows each piece of a body as it comes from the connection, whoever reads it and when. By `push` of this
 * one stream: a listener for data would make it flow before anybody reads.
 */
export function tapBody(body: Readable, take: (chunk: Uint8Array) => void): void {
  const push = body.push.bind(body);
  body.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk instanceof Uint8Array) take(chunk);
    return push(chunk, encoding);
  };
}

export interface ResponseTap {
  head(status: number, headers: readonly string[]): void;
  body(chunk: Uint8Array): void;
}

/** Shows what is written of a response, which goes on as it would. */
export function tapResponse(outgoing: OutgoingResponse, tap: ResponseTap): void {
  const writeHead = outgoing.writeHead.bind(outgoing) as Anything;
  const write = outgoing.write.bind(outgoing) as Anything;
  const end = outgoing.end.bind(outgoing) as Anything;
  const take = (chunk: unknown): void => {
    if (typeof chunk === 'string') tap.body(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) tap.body(chunk);
  };
  Object.assign(outgoing, {
    writeHead(status: number, ...rest: unknown[]) {
      const headers = rest.find(Array.isArray) ?? [];
      tap.head(status, headers.map(String));
      return writeHead(status, ...rest);
    },
    write(chunk: unknown, ...rest: unknown[]) {
      take(chunk);
      return write(chunk, ...rest);
    },
    end(...parameters: unknown[]) {
      take(parameters[0]);
      return end(...parameters);
    },
  });
}

/** Node's methods have many forms; all go on as they came. */
type Anything = (...parameters: unknown[]) => unknown;
