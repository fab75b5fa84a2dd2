import type { Exchange, IntegrationRequest } from '../../invocation/exchange.js';
import type { RequestSecrets } from '../secrets/request-secrets.js';
import { headersText } from './headers-text.js';
import { bodyText } from './line-text.js';
import type { AddLine } from './log-lines.js';

/**
 * What an execution log says of one call. `bodies`: only with data trace, what was kept of those that stream.
 */
export interface CallLogged {
  readonly exchange: Exchange;
  readonly bodies: { readonly request: unknown; readonly response: unknown } | null;
  readonly receivedAtMs: number;
}

/** The lines about what is sent to a backend; none for MOCK, which sends nothing. */
export function endpointRequestLines(call: CallLogged, secrets: RequestSecrets, add: AddLine): void {
  const { request, sentAfterMs } = call.exchange;
  if (request === null) return;
  const atMs = call.receivedAtMs + Math.max(0, sentAfterMs);
  add(`Endpoint request URI: ${uriOf(request)}`, atMs);
  add(`Endpoint request headers: ${headersText(request.headers, secrets)}`, atMs);
  if (call.bodies !== null) {
    const body = bodyText(request.body) || bodyText(call.bodies.request);
    add(`Endpoint request body after transformations: ${body}`, atMs);
  }
  if (sentAfterMs >= 0) add(`Sending request to ${uriOf(request)}`, atMs);
}

/** The lines about what came back; none when nothing has. */
export function endpointResponseLines(call: CallLogged, secrets: RequestSecrets, add: AddLine): void {
  const { request, result, sentAfterMs, endedAfterMs } = call.exchange;
  if (request === null || result === null) return;
  const atMs = call.receivedAtMs + endedAfterMs;
  const latencyMs = endedAfterMs - sentAfterMs;
  add(`Received response. Status: ${result.status}, Integration latency: ${latencyMs} ms`, atMs);
  add(`Endpoint response headers: ${headersText(result.rawHeaders ?? [], secrets)}`, atMs);
  if (call.bodies !== null) {
    const body = bodyText(result.body) || bodyText(call.bodies.response);
    add(`Endpoint response body before transformations: ${body}`, atMs);
  }
}

const uriOf = ({ origin, path }: IntegrationRequest): string => origin + path;
