import type { WireError } from './wire-error.js';

/** What goes out for an error: the body has the one member `message`. */
export interface RenderedError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly message: string };
}

/** Encodes an error the way rest-json does (recorded: wire format and errors). */
export function renderError(error: WireError): RenderedError {
  const headers: Record<string, string> = { 'x-amzn-ErrorType': error.code };
  if (error.retryAfterSeconds !== undefined) headers['Retry-After'] = String(error.retryAfterSeconds);
  return { status: error.status, headers, body: { message: error.message } };
}
