import { spawn, type ChildProcess } from 'node:child_process';
import { waitFor } from './wait-for.js';

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface TestProcess {
  readonly pid: number;
  /** All that it wrote so far, standard output and error in order of arrival. */
  output(): string;
  readonly exited: Promise<ProcessExit>;
  /**
   * Waits until the output matches, and fails with the output when the process ends first or the time is up
   * (two minutes by default).
   */
  waitForOutput(pattern: RegExp, timeoutMs?: number): Promise<RegExpMatchArray>;
  /** Sends the signal (SIGTERM by default) and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<ProcessExit>;
}

const running = new Set<ChildProcess>();

/**
 * Runs a built entry point with Node. Its environment is PATH, HOME and what is given, so that a variable of
 * the machine never decides a test. Call `stopProcesses` in afterEach or afterAll: it kills what a failed
 * test left.
 */
export function startProcess(
  entry: string,
  options: { env?: Readonly<Record<string, string>>; args?: readonly string[]; cwd?: string } = {},
): TestProcess {
  const child = spawn(process.execPath, [entry, ...(options.args ?? [])], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.env },
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  let exit: ProcessExit | undefined;
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      exit = { code, signal };
      resolve(exit);
    });
  });
  return {
    pid: child.pid ?? 0,
    output: () => text,
    exited,
    waitForOutput: async (pattern, timeoutMs = 120_000) => {
      const look = () => pattern.exec(text) ?? exit;
      const found = await waitFor(look, { timeoutMs, describe: `${entry} prints ${pattern}` }).catch(
        () => undefined,
      );
      if (Array.isArray(found)) return found;
      const end = exit ? `ended (${exit.code ?? exit.signal})` : 'is still running';
      throw new Error(`${entry} ${end} without printing ${pattern}; it printed:\n${text}`);
    },
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}

/** Kills every process of `startProcess` that still runs, and waits for their ends. */
export async function stopProcesses(): Promise<void> {
  const ends = [...running].map(async (child) => {
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await closed;
  });
  await Promise.all(ends);
}
