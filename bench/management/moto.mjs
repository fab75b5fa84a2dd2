// moto's server, where it is installed: Python, in memory, signatures unchecked.
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '#libs/embedded-postgres';
import { hasTool, stop } from '../processes.mjs';

export async function startMoto() {
  if (!hasTool('moto_server')) return null;
  const port = await freePort();
  const child = spawn('moto_server', ['-p', String(port)], { stdio: 'ignore' });
  for (let attempt = 0; !(await responses(port)); attempt++) {
    if (child.exitCode !== null || attempt === 100) throw new Error('moto_server does not start');
    await delay(200);
  }
  return {
    name: 'moto_server',
    port,
    credentials: { accessKeyId: 'AKIAMOTO', secretAccessKey: 'anything' },
    cpuMs: () => 0,
    stop: () => stop(child),
  };
}

const responses = (port) =>
  fetch(`http://127.0.0.1:${port}/moto-api/`).then(
    ({ ok }) => ok,
    () => false,
  );
