import type { Readable } from 'node:stream';
import type { VpcLinkDocument } from '#libs/snapshot-format';
import type { ClientCertificate } from './active-stage.js';
import type { CallerResponse, ResponseStream } from './caller-response.js';

/** One call of a backend: what is sent, and once it is here what came back. */
export interface Exchange {
  /** Null from MOCK, which sends nothing. */
  readonly request: IntegrationRequest | null;
  result: IntegrationResult | null;
  /** Status and headers, where the function that streams the response has sent them ahead; null otherwise. */
  head: CallerResponse | null;
  /**
   * When it was sent, and when the response (of a mapped integration the whole of it) or the failure was
   * here, in milliseconds since the request was received; -1 when not yet, or never.
   */
  sentAfterMs: number;
  endedAfterMs: number;
}

/** A call that is about to be made. */
export function newExchange(request: IntegrationRequest): Sendable {
  return { request, result: null, head: null, sentAfterMs: -1, endedAfterMs: -1 };
}

/** Where a call goes, and as whom. */
export interface BackendAddress {
  /** Scheme, host and port, as the URL parser writes it. */
  readonly origin: string;
  /** Shown if the backend asks for one; missing where none is ever shown. */
  readonly clientCertificate?: ClientCertificate | null;
  /** Connected through; missing where that is never so. */
  readonly vpcLink?: VpcLinkDocument | null;
  /** HTTP/2 is spoken where the backend offers it; missing: HTTP/1.1 alone. */
  readonly mayUseHttp2?: boolean | undefined;
}

/** What is sent to a backend. */
export interface IntegrationRequest extends BackendAddress {
  /** Path and query. */
  readonly path: string;
  readonly httpMethod: string;
  /** Name, value, name, value, ... */
  readonly headers: readonly string[];
  readonly body: Readable | Buffer | string | null;
  /** A mapping has set `Upgrade`. */
  readonly namesUpgrade: boolean;
}

/** What came back. */
export interface IntegrationResult {
  readonly status: number;
  /** Raw names and values in turn; null from MOCK. */
  readonly rawHeaders: readonly Buffer[] | null;
  /** Null from MOCK, and once it was read. */
  readonly stream: ResponseStream | null;
  /** The whole body, for integrations that are mapped. */
  readonly body: Buffer | null;
}

/** A call that can be made. */
export type Sendable = Exchange & { readonly request: IntegrationRequest };

/** A call that was answered. */
export type ExchangeWithResult = Exchange & { result: IntegrationResult };
