import type { BodyKind } from '../engine/bind-input.js';
import type { Operation } from '../engine/operation.js';
import type { WireError } from '../errors/wire-error.js';

/** A response as it goes out; the content type is among the headers. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/**
 * How a family of services writes. What a protocol says beyond its errors has another form in each, so only
 * those are in common.
 */
export interface Protocol {
  /** @param requestId the id that the response carries in its headers; some forms repeat it in the body. */
  renderError(error: WireError, requestId: string): WireResponse;
}

/** How a service without paths is called, and how it answers. */
export interface CallProtocol extends Protocol {
  /** What the body of a call is. */
  readonly encoding: 'form' | 'json' | 'cbor';
  /** The response of an operation, its output written by the model. */
  renderOutput(operation: Operation, output: object | null | undefined, requestId: string): WireResponse;
}

/** What the decoded body of a call is to `bindInput`. */
export const bodyKindOf = ({ encoding }: Pick<CallProtocol, 'encoding'>): BodyKind =>
  encoding === 'form' ? 'form' : 'value';
