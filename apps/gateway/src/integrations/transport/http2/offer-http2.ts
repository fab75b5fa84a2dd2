import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { buildConnector } from 'undici';
import type { ConnectTls } from '../backend-connector.js';

const keepAliveDelayMs = 60_000;

/**
 * A connector that offers HTTP/2 before HTTP/1.1. undici's own says them the other way round, and backends
 * that go by their clients' order would never choose HTTP/2.
 */
export function offerHttp2({ timeout: timeoutMs, ...tls }: ConnectTls): buildConnector.connector {
  return ({ hostname, host, port }, callback) => {
    const name = (host ?? hostname).replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
    const socket = connect({
      ...tls,
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || 443),
      // Names only (RFC 6066, section 3).
      ...(isIP(name) === 0 && { servername: name }),
      ALPNProtocols: ['h2', 'http/1.1'],
    });
    const timer = setTimeout(() => socket.destroy(new Error(`no connection in ${timeoutMs} ms`)), timeoutMs);
    const failed = (error: Error): void => {
      clearTimeout(timer);
      callback(error, null);
    };
    socket
      .setKeepAlive(true, keepAliveDelayMs)
      .setNoDelay(true)
      .once('error', failed)
      .once('secureConnect', () => {
        clearTimeout(timer);
        socket.off('error', failed);
        callback(null, socket);
      });
  };
}
