import { RawWebSocket, makeTestCertificate, type HandshakeOptions } from '#libs/testing';
import { silentLogger } from '#libs/telemetry';
import { newConnectionId, newProcessName } from '../connections/connection-id.js';
import { startConnections, type StartedConnections } from '../connections/start-connections.js';
import type { WebSocketLimits } from '../connections/websocket-limits.js';
import { TrustedProxies } from '../http/trusted-proxies.js';
import type { CallerResponse } from '../invocation/caller-response.js';
import type { Invocation } from '../invocation/invocation.js';
import { LateResponse } from '../invocation/pipeline.js';
import { RequestRecords, type RequestRecord } from '../invocation/record/request-record.js';
import { listen, type Listener } from '../listener/listener.js';
import { createRequestHandlers } from '../listener/request-handlers.js';
import { ResponseDoor } from '../listener/response-door.js';
import { apiId } from './documents.js';

/** What the pipeline of the test says to an event, or to a plain request. */
export type Answer = (invocation: Invocation) => CallerResponse | Promise<CallerResponse>;

export interface WebSocketListener {
  readonly listener: Listener;
  readonly started: StartedConnections;
  readonly records: RequestRecord[];
  readonly openRecords: RequestRecords;
  /** A connection that was opened, over plain HTTP. */
  open(handshake?: HandshakeOptions): Promise<RawWebSocket>;
  stop(): Promise<void>;
}

export const response = (
  status: number,
  body: CallerResponse['body'] = null,
  headers: readonly string[] = [],
): CallerResponse => ({ status, headers, body, streamBytes: null });

/** Says yes to whoever comes, and every message back. */
export const echo: Answer = ({ event, body }) =>
  event === null ? response(403) : response(200, event.type === 'MESSAGE' ? body!.toString() : null);

export const host = `${apiId}.execute-api.localhost`;

/** The listener of a gateway whose one API is a WebSocket API, and a pipeline that is the test's. */
export async function startWebSocketListener(
  answer: Answer,
  limits: Partial<WebSocketLimits> = {},
): Promise<WebSocketListener> {
  const records: RequestRecord[] = [];
  const openRecords = new RequestRecords([{ read: (record) => void records.push(record) }]);
  const pipeline = {
    invoke: (invocation: Invocation) => {
      const answered = answer(invocation);
      if (!(answered instanceof Promise)) return answered;
      return new LateResponse((deliver) => void answered.then(deliver));
    },
  };
  const name = newProcessName();
  const started = startConnections({
    pipeline,
    records: openRecords,
    newConnectionId: () => newConnectionId(name),
    limits,
  });
  const door = new ResponseDoor(openRecords);
  const { certificate, privateKey } = await makeTestCertificate();
  const listener = await listen({
    host: '127.0.0.1',
    httpHost: '127.0.0.1',
    httpPort: 0,
    httpsPort: 0,
    certificate: { cert: certificate, key: privateKey },
    door,
    trustedProxies: new TrustedProxies([]),
    ...createRequestHandlers({
      pipeline,
      door,
      log: silentLogger,
      domain: 'localhost',
      probes: () => null,
      http2: true,
      stages: {
        rootCount: 0,
        isAtRoot: () => false,
        isHttpApi: () => false,
        isWebSocketApi: (id) => id === apiId,
      },
      handshakes: started.handshakes,
    }),
  });
  return {
    listener,
    started,
    records,
    openRecords,
    open: (handshake = {}) =>
      RawWebSocket.open({ port: listener.httpPort }, { path: '/dev', host, ...handshake }),
    stop: async () => {
      await Promise.all([listener.drain(1000), started.drain(500)]);
    },
  };
}
