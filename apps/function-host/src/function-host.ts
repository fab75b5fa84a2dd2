import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '#libs/telemetry';
import { eventMessage } from './event-stream.js';
import { FunctionPool } from './function-pool.js';

export interface FunctionHost {
  readonly port: number;
  close(): Promise<void>;
}

/** Lambda's own bound on a payload (Lambda quotas page: 6 MB). */
const payloadBytesMax = 6 * 1024 * 1024;

/**
 * The Lambda Invoke API over a folder of Node handlers, for development: on loopback only and without
 * signatures, since whoever can reach it can run what stands in the folder.
 */
export async function startFunctionHost(options: {
  readonly port: number;
  readonly functionsDir: string;
  readonly log: Logger;
}): Promise<FunctionHost> {
  const pool = new FunctionPool(options.functionsDir);
  const server = createServer((request, response) => {
    handle(pool, request, response).catch((error: unknown) => {
      options.log.error('an invocation failed', { error });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      server.closeAllConnections();
      await pool.close();
    },
  };
}

async function handle(pool: FunctionPool, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '';
  const streamed = /^\/2021-11-15\/functions\/([^/?]+)\/response-streaming-invocations(?:\?.*)?$/.exec(url);
  const found = streamed ?? /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?.*)?$/.exec(url);
  const payload = await readPayload(request);
  // A page in the developer's browser can reach loopback, and says where it comes from.
  if (request.headers.origin !== undefined)
    return refuse(response, 403, 'AccessDeniedException', 'not for browsers');
  if (request.method !== 'POST' || !found)
    return refuse(response, 404, 'ResourceNotFoundException', 'no such path');
  if (payload === null) return refuse(response, 413, 'RequestTooLargeException', 'the payload is too large');
  if (!isJson(payload))
    return refuse(response, 400, 'InvalidRequestContentException', 'the payload is no JSON');
  const name = functionName(found[1]!);
  if (streamed) return streamResult(pool, name, payload, response);
  const running = pool.invoke(name, payload);
  if (request.headers['x-amz-invocation-type'] === 'Event') {
    // Nobody waits for it; what goes wrong is the function's own affair, as at AWS.
    running.catch(() => undefined);
    response.writeHead(202).end();
    return;
  }
  const result = await running;
  if (result === null)
    return refuse(response, 404, 'ResourceNotFoundException', `Function not found: ${name}`);
  response.writeHead(200, {
    'content-type': 'application/json',
    'x-amz-executed-version': '$LATEST',
    ...(result.failed && { 'x-amz-function-error': 'Unhandled' }),
  });
  response.end(result.payload);
}

/** InvokeWithResponseStream: pieces as they come, then the end or the error (Lambda API reference). */
async function streamResult(
  pool: FunctionPool,
  name: string,
  payload: string,
  response: ServerResponse,
): Promise<void> {
  const begin = () => {
    if (response.headersSent) return;
    response.writeHead(200, {
      'content-type': 'application/vnd.amazon.eventstream',
      'x-amz-executed-version': '$LATEST',
    });
  };
  const result = await pool.stream(name, payload, (chunk) => {
    begin();
    response.write(eventMessage('PayloadChunk', chunk));
  });
  if (result === null)
    return refuse(response, 404, 'ResourceNotFoundException', `Function not found: ${name}`);
  begin();
  if (result.failed) {
    const end = { ErrorCode: 'Unhandled', ErrorDetails: result.payload };
    response.end(eventMessage('InvokeComplete', JSON.stringify(end)));
    return;
  }
  if (result.payload !== null) response.write(eventMessage('PayloadChunk', result.payload));
  response.end(eventMessage('InvokeComplete', '{}'));
}

/** The name in `name`, `name:alias` or an ARN, escaped as it stands in a path. */
function functionName(part: string): string {
  let text = part;
  try {
    text = decodeURIComponent(part);
  } catch {
    // A broken escape names nothing that exists.
  }
  const parts = text.split(':');
  return (text.startsWith('arn:') ? parts[6] : parts[0]) ?? '';
}

async function readPayload(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= payloadBytesMax) chunks.push(chunk);
  }
  return bytes > payloadBytesMax ? null : bytes === 0 ? '{}' : Buffer.concat(chunks).toString('utf8');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
  response.end(JSON.stringify({ Type: 'User', Message: message }));
}
