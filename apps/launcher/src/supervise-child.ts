import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Member } from './fleet.js';
import { LaunchError } from './launch-error.js';
import { nextRestart, noFailures } from './restart-delay.js';
import type { Terminal } from './terminal.js';

/** One app to run. */
export interface ChildSpec {
  readonly name: string;
  /** Its entry point. */
  readonly entry: string;
  readonly nodeArguments: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A URL that answers 200 when it is ready; without one it says so itself, by the IPC message `ready`. */
  readonly readyUrl?: string;
}

export interface SupervisedChild extends Member {
  /**
   * Resolves at the first readiness. Rejects with `LaunchError` when the child ends by itself with an exit
   * code before that.
   */
  readonly ready: Promise<void>;
}

/** A drain may take as long as the longest integration call (29 s) and a little more. */
const stopGraceMs = 32_000;

/**
 * Keeps one app running: started, watched, and when it dies started again after a growing delay, with one
 * line that says so. An app that gives up by itself before it was ever ready (a wrong setting, say) would
 * give up again: that ends the start instead.
 */
export function superviseChild(spec: ChildSpec, terminal: Terminal): SupervisedChild {
  const stopping = new AbortController();
  let current: ChildProcess | undefined;
  let everReady = false;
  let settle: { resolve: () => void; reject: (error: Error) => void };
  const ready = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
  // Nobody may be waiting any more when it rejects.
  ready.catch(() => undefined);

  const run = async () => {
    let restart = noFailures;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      const child = startChild(spec, terminal);
      current = child.process;
      void becameReady(spec, child).then((isReady) => {
        if (!isReady) return;
        everReady = true;
        settle.resolve();
      });
      const how = await child.exited;
      if (stopping.signal.aborted) break;
      if (!everReady && typeof how === 'number' && how !== 0) {
        settle.reject(
          new LaunchError(`${spec.name} did not start: ${child.lastLine() || `exit code ${how}`}`),
        );
        return;
      }
      restart = nextRestart(restart, Date.now() - startedAt);
      terminal.say(`${spec.name} died (${how}); starting it again in ${restart.delayMs} ms`);
      await delay(restart.delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    settle.reject(new LaunchError(`${spec.name} was stopped before it was ready`));
  };
  const ended = run();

  return {
    name: spec.name,
    ready,
    stop: async () => {
      stopping.abort();
      current?.kill('SIGTERM');
      const lateKill = setTimeout(() => current?.kill('SIGKILL'), stopGraceMs);
      await ended;
      clearTimeout(lateKill);
    },
    kill: () => {
      stopping.abort();
      current?.kill('SIGKILL');
    },
  };
}

interface StartedChild {
  readonly process: ChildProcess;
  /** Exit code, signal, or why it could not be started. */
  readonly exited: Promise<number | string>;
  readonly saidReady: Promise<void>;
  readonly lastLine: () => string;
}

function startChild(spec: ChildSpec, terminal: Terminal): StartedChild {
  const child = spawn(process.execPath, [...spec.nodeArguments, spec.entry], {
    env: spec.env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own: Ctrl-C in a terminal reaches the whole foreground group, and the order of the stop
    // is ours to keep.
    detached: true,
  });
  const out = child.stdout ? terminal.follow(spec.name, child.stdout) : undefined;
  const errors = child.stderr ? terminal.follow(spec.name, child.stderr) : undefined;
  return {
    process: child,
    lastLine: () => errors?.lastLine() || out?.lastLine() || '',
    saidReady: new Promise((resolve) => child.on('message', (message) => message === 'ready' && resolve())),
    exited: new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) => resolve(code ?? signal ?? 'ended'));
    }),
  };
}

async function becameReady(spec: ChildSpec, child: StartedChild): Promise<boolean> {
  const ended = child.exited.then(() => 'ended' as const);
  if (!spec.readyUrl) return (await Promise.race([child.saidReady, ended])) !== 'ended';
  for (;;) {
    if (await respondsOk(spec.readyUrl))
      return child.process.exitCode === null && child.process.signalCode === null;
    if ((await Promise.race([delay(50), ended])) === 'ended') return false;
  }
}

async function respondsOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
