import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { buildConnector, Dispatcher } from 'undici';
import type { IntegrationRequest } from '../../invocation/exchange.js';
import type { PooledHandler } from './connection-pool.js';

/**
 * Makes one call on a connection of its own, in the events of undici. For requests with a mapped `Upgrade`:
 * undici keeps that name for itself and says `Connection: upgrade` beside it, where API Gateway sends it like
 * any other header (recorded: header handling), so that no backend ever switches protocols for it. `released`
 * is called once, when the connection is no longer used.
 */
export function callAlone(
  request: IntegrationRequest,
  connect: buildConnector.connector,
  handler: PooledHandler,
  released: () => void,
): void {
  const { hostname, host, protocol, port } = new URL(request.origin);
  const headers = [...request.headers];
  if (!isNamed(headers, 'host')) headers.push('Host', host);
  const { body } = request;
  if ((typeof body === 'string' || Buffer.isBuffer(body)) && !isNamed(headers, 'content-length')) {
    headers.push('Content-Length', String(Buffer.byteLength(body)));
  }
  const call = httpRequest({
    method: request.httpMethod,
    path: request.path,
    headers: headers as unknown as Record<string, string>,
    createConnection: (_, opened) => {
      connect({ hostname, host, protocol, port }, (error, socket) => opened(error, socket as Socket));
      return undefined;
    },
  });
  let isReleased = false;
  const release = (): void => {
    if (!isReleased) released();
    isReleased = true;
  };
  // Node tells of an end by an error, by `close`, or, behind an upgrade, not at all.
  const fail = (error: Error): void => {
    call.destroy();
    release();
    handler.onError?.(error);
  };
  call.on('socket', () => handler.onConnect?.((error) => fail(error ?? new Error('given up'))));
  call.on('finish', () => handler.onRequestSent?.());
  call.on('response', (response) => follow(response, handler));
  call.on('upgrade', (_, socket) => {
    socket.destroy();
    fail(new Error('the backend switched protocols without being asked'));
  });
  call.on('error', fail);
  call.on('close', release);
  send(call, body);
}

function send(call: ClientRequest, body: IntegrationRequest['body']): void {
  if (body === null || typeof body === 'string' || Buffer.isBuffer(body)) {
    call.end(body ?? undefined);
    return;
  }
  body.on('error', (error) => call.destroy(error));
  call.on('close', () => body.destroy());
  body.pipe(call);
}

function follow(response: IncomingMessage, handler: Dispatcher.DispatchHandler): void {
  const raw = response.rawHeaders.map((text) => Buffer.from(text, 'latin1'));
  handler.onHeaders?.(response.statusCode ?? 0, raw, () => response.resume(), response.statusMessage ?? '');
  response.on('data', (chunk: Buffer) => {
    if (handler.onData?.(chunk) === false) response.pause();
  });
  response.on('end', () => handler.onComplete?.(null));
  response.on('error', (error) => handler.onError?.(error));
}

function isNamed(headers: readonly string[], lower: string): boolean {
  return headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === lower);
}
