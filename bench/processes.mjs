// Child processes on a core of their own, all of them ended with the run.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

const running = new Set();

export function hasTool(name) {
  return spawnSync('which', [name]).status === 0;
}

/**
 * Starts Node on one core (null: on any), under another program if told; resolves with the child when it has
 * sent its first message.
 */
export async function startNode(args, core, env = {}, under = []) {
  const pinned = core !== null && hasTool('taskset') ? ['taskset', '-c', core] : [];
  const [command, ...rest] = [...pinned, ...under, process.execPath, ...args];
  const child = spawn(command, rest, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${args[0]} ended before it was ready`))),
  ]);
  return { child, message };
}

export async function startServer(file, args, core) {
  const { child, message } = await startNode([file, ...args.map(String)], core);
  return { port: message, pid: child.pid };
}

export async function stop(child) {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

export async function stopServers() {
  await Promise.all([...running].map(stop));
}

/**
 * Of its own, without the pages of mapped files, which belong to the system's cache and to all processes of
 * the machine together.
 */
export async function memoryMb(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/RssAnon:\s+(\d+)/.exec(status)[1]) / 1024;
}

/**
 * Of a process with `loop-stalls.mjs` loaded: its memory when all that can be collected is, and how its event
 * loop was held up since it was asked last.
 */
export async function memoryOf(child) {
  const told = new Promise((resolve) => child.once('message', resolve));
  child.send('stalls');
  const stalls = await told;
  return { ...stalls, anonymousMb: await memoryMb(child.pid) };
}
