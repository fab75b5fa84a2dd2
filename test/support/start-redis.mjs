import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../scripts/free-port.mjs';

/** Whether there is a redis-server to start. */
export function hasRedisServer() {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** A Redis that keeps nothing, on a free port; it ends with this process even when this process is killed. */
export async function startRedis(folder) {
  mkdirSync(folder, { recursive: true });
  for (let attempt = 1; attempt <= 5; attempt++) {
    const port = await freePort();
    // The shell's standard input is a pipe from this process: when that closes, `read` ends and Redis is
    // stopped.
    const script = 'redis-server "$@" >/dev/null & read -r _; kill $!; wait';
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
      folder,
    ];
    const shell = spawn('/bin/sh', ['-c', script, 'redis', ...settings.map(String)], {
      stdio: ['pipe', 'ignore', 'inherit'],
      detached: true,
    });
    const stop = async () => {
      const gone = once(shell, 'exit');
      shell.stdin.end();
      await gone;
    };
    if (await responses(port)) return { url: `redis://127.0.0.1:${port}`, stop };
    await stop();
  }
  throw new Error('redis-server does not start');
}

async function responses(port) {
  for (let waitedMs = 0; waitedMs < 5000; waitedMs += 20) {
    const reply = await ping(port).catch(() => '');
    if (reply.startsWith('+PONG')) return true;
    await delay(20);
  }
  return false;
}

async function ping(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write('PING\r\n');
    const [reply] = await once(socket, 'data');
    return String(reply);
  } finally {
    socket.destroy();
  }
}
