import { connect } from 'node:net';
import { once } from 'node:events';
import { freePort } from '#libs/testing';
import { createPart, type Part } from './part.js';

export interface RedisPart extends Part {
  readonly url: string;
}

/** A Redis of a test's own that keeps nothing on disk and can be killed. Not started. */
export async function createRedisPart(): Promise<RedisPart> {
  const port = await freePort();
  const settings = [
    '--port',
    port,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    '/tmp',
  ];
  const part = createPart({
    name: 'redis',
    command: ['redis-server', ...settings.map(String)],
    env: {},
    ready: () => respondsToPing(port),
  });
  return Object.defineProperty(part, 'url', { value: `redis://127.0.0.1:${port}` }) as RedisPart;
}

async function respondsToPing(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write('PING\r\n');
    const [reply] = (await once(socket, 'data')) as [Buffer];
    return reply.toString().startsWith('+PONG');
  } catch {
    return false; // not listening yet
  } finally {
    socket.destroy();
  }
}
