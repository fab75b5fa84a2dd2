// The gateway of the bench with a WebSocket API: every message goes to a backend, whose response comes back.
import { once } from 'node:events';
import { canonicalJson, digest } from '#libs/snapshot-format';
import { WebSocket } from 'ws';
import { stageOf } from '../apps/gateway/src/testing/documents.ts';
import { httpApiId, httpProxy, httpSnapshot, httpStage } from '../apps/gateway/src/testing/http-documents.ts';
import {
  twoWay,
  webSocketApiId,
  webSocketProxy,
  webSocketSnapshot,
  webSocketStage,
} from '../apps/gateway/src/testing/websocket-documents.ts';
import { startGateway } from './gateway.mjs';

export const webSocketPath = `/_aws/execute-api/${webSocketApiId}/dev`;
/** An HTTP API with one route to the same backend. */
export const httpPath = `/_aws/execute-api/${httpApiId}/echo`;

/** Callers are many from one address here. */
const manyCallers = {
  TOLLGATE_GATEWAY_CONNECTIONS_MAX: '0',
  TOLLGATE_GATEWAY_CONNECTIONS_PER_ADDRESS_MAX: '0',
};

export async function startWebSocketGateway({ upstreamPort, env = {}, ...options }) {
  const url = `http://127.0.0.1:${upstreamPort}/echo`;
  const [sockets, http] = [
    webSocketSnapshot({ $default: twoWay(webSocketProxy(url)) }),
    httpSnapshot({ 'POST /echo': httpProxy(url) }),
  ].map((document) => ({ document, name: digest(canonicalJson(document)) }));
  return startGateway({
    keys: 0,
    upstreamPort,
    documents: [
      ['snapshot', sockets.name, sockets.document],
      ['stage', `${webSocketApiId}/dev`, stageOf(sockets.name, webSocketStage())],
      ['snapshot', http.name, http.document],
      ['stage', `${httpApiId}/$default`, stageOf(http.name, httpStage())],
    ],
    env: { ...manyCallers, ...env },
    ...options,
  });
}

const atOnce = 100;

/** Opens so many connections, some at a time; fails with the first that is not let in. */
export async function openConnections(count, port, path) {
  const opened = [];
  const open = async () => {
    while (opened.length < count) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false });
      opened.push(socket);
      await once(socket, 'open');
      socket.on('error', () => undefined);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, open));
  return opened;
}

/** Sends a message and waits for the next one that comes. */
export async function exchange(socket, message) {
  const heard = once(socket, 'message');
  socket.send(message);
  const [data] = await heard;
  return data.toString();
}
