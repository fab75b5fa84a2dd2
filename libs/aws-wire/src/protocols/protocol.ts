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
