import { connect, type TLSSocket } from 'node:tls';
import type { TestCertificate } from '#libs/testing';

export interface Shown {
  /** The caller's own certificate, then others that are sent with it. */
  readonly sent?: readonly TestCertificate[];
  readonly session?: Buffer;
  readonly maxVersion?: 'TLSv1.2';
  readonly ciphers?: string;
}

export interface Opened {
  readonly socket: TLSSocket;
  readonly sessions: Buffer[];
}

/** A connection of a caller that shows certificates. */
export function openTls(
  port: number,
  servername: string | undefined,
  { sent = [], ...options }: Shown = {},
): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const sessions: Buffer[] = [];
    const socket = connect({
      ...{ port, host: '127.0.0.1', rejectUnauthorized: false },
      ...(servername !== undefined && { servername }),
      ...(sent[0] && {
        cert: sent.map(({ certificate }) => certificate).join(''),
        key: sent[0].privateKey,
      }),
      ...options,
    });
    socket.on('session', (session: Buffer) => sessions.push(session));
    socket.once('secureConnect', () => resolve({ socket, sessions }));
    socket.once('error', reject);
  });
}

/** One request on an open connection; what comes back is read until the end of its body. */
export function askOver({ socket }: Pick<Opened, 'socket'>, host: string, path = '/pets'): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const onData = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Infinity);
      if (head < 0 || text.length < head + 4 + length) return;
      socket.off('data', onData);
      const status = text.slice(9, 12);
      const ends = /^connection: close/im.test(text.slice(0, head)) ? ' and closed' : '';
      resolve(`${status}${ends} ${text.slice(head + 4)}`);
    };
    socket.on('data', onData);
    socket.once('error', reject);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  });
}
