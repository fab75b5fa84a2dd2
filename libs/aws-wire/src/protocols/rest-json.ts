import type { Protocol } from './protocol.js';

/**
 * rest-json: an error is its name in a header and a body with the one member `message` (recorded: wire format
 * and errors).
 */
export const restJson: Protocol = {
  renderError({ code, status, message, retryAfterSeconds }) {
    const headers: Record<string, string> = { 'content-type': 'application/json', 'x-amzn-ErrorType': code };
    if (retryAfterSeconds !== undefined) headers['Retry-After'] = String(retryAfterSeconds);
    return { status, headers, body: JSON.stringify({ message }) };
  },
};
