import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#libs/telemetry';
import type { Placement } from './place-cluster.js';
import { PostgresStartError } from './postgres-start-error.js';
import { serverArguments, type ServerSettings } from './server-settings.js';

/** How the server ended. */
export interface PostgresExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Postmaster {
  readonly pid: number;
  readonly exited: Promise<PostgresExit>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/**
 * One attempt: a server that takes connections, or `port-taken`. Throws `PostgresStartError` with the
 * server's own words otherwise.
 */
export async function spawnPostmaster(options: {
  native: string;
  placement: Placement;
  settings: ServerSettings;
  log: Logger;
}): Promise<Postmaster | 'port-taken'> {
  const { native, placement, settings, log } = options;
  const lastLines: string[] = [];
  const giveUpAt = Date.now() + 15_000;
  for (;;) {
    lastLines.length = 0;
    const child = spawn(
      join(native, 'bin', 'postgres'),
      ['-D', placement.cluster, ...serverArguments(settings)],
      {
        ...placement.user,
        cwd: placement.home,
        env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
        stdio: ['ignore', 'ignore', 'pipe'],
        // A group of its own: Ctrl-C in a terminal reaches the whole foreground group, and Postgres has to go
        // last.
        detached: true,
      },
    );
    const exited = exitOf(child);
    const watchdog = startWatchdog(child, placement);
    void exited.then(() => watchdog.kill('SIGKILL'));
    createInterface({ input: child.stderr }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      if (/\b(WARNING|ERROR|FATAL|PANIC): /.test(line)) log.warn('postgres', { line });
    });
    if (await becameReady(child, exited, placement.cluster)) return control(child, exited);
    const words = lastLines.join(' ');
    if (/could not bind .*Address already in use/i.test(words)) return 'port-taken';
    // Backends of a server that was killed hold its shared memory for a moment after it.
    if (!/shared memory block .* is still in use/.test(words) || Date.now() > giveUpAt) {
      throw new PostgresStartError(`Postgres did not start: ${words.trim() || JSON.stringify(await exited)}`);
    }
    await delay(100);
  }
}

function exitOf(child: ChildProcess): Promise<PostgresExit> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      child.stderr?.destroy(error);
      resolve({ code: null, signal: null });
    });
    // "close" comes after the last line of output, which holds the reason of a failed start.
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/**
 * The server writes its state as the eighth line of postmaster.pid (src/include/utils/pidfile.h); recovery
 * may take its time.
 */
async function becameReady(
  child: ChildProcess,
  exited: Promise<PostgresExit>,
  cluster: string,
): Promise<boolean> {
  let gone = false;
  void exited.then(() => (gone = true));
  while (!gone) {
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    await delay(20);
  }
  return false;
}

function control(child: ChildProcess, exited: Promise<PostgresExit>): Postmaster {
  const signalled = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return {
    pid: child.pid ?? 0,
    exited,
    stop: async () => {
      // Fast shutdown first; a server that hangs is ended the hard way and recovers at its next start.
      const hurry = setTimeout(() => child.kill('SIGQUIT'), 20_000);
      const end = setTimeout(() => child.kill('SIGKILL'), 25_000);
      await signalled('SIGINT');
      clearTimeout(hurry);
      clearTimeout(end);
    },
    kill: () => signalled('SIGKILL'),
  };
}

/**
 * Its standard input is a pipe from this process; when this process dies, however it does, `read` ends and
 * Postgres is asked to stop.
 */
function startWatchdog(postmaster: ChildProcess, placement: Placement): ChildProcess {
  const script = 'read -r _; kill -INT "$1"';
  const watchdog = spawn('/bin/sh', ['-c', script, 'tollgate-postgres-watchdog', String(postmaster.pid)], {
    ...placement.user,
    cwd: placement.home,
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.on('error', () => watchdog.kill());
  // Neither the process nor its pipe may keep this process running.
  watchdog.unref();
  (watchdog.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return watchdog;
}
