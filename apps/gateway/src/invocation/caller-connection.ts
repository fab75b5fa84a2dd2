import type { Socket } from 'node:net';
import { sourceIp } from './request-context.js';

/** What a connection says about its caller, as `X-Forwarded-*` tell it. */
export interface CallerConnection {
  readonly ip: string;
  /** Where the caller reached the gateway. */
  readonly port: string;
  readonly protocol: 'http' | 'https';
}

const known = new WeakMap<Socket, CallerConnection>();

/** Read once for all requests of a connection. */
export function callerConnection(socket: Socket): CallerConnection {
  let connection = known.get(socket);
  if (connection === undefined) {
    connection = {
      ip: sourceIp(socket.remoteAddress),
      port: String(socket.localPort),
      protocol: 'encrypted' in socket ? 'https' : 'http',
    };
    // A connection that is gone already no longer knows.
    if (socket.remoteAddress !== undefined) known.set(socket, connection);
  }
  return connection;
}
