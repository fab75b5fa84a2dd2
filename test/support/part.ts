import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { waitFor } from '#libs/testing';

const linesKept = 200;

/** One process of an installation under test, started from the built output by its environment alone. */
export interface Part {
  readonly name: string;
  /**
   * Starts the process; resolves when `ready` does. Rejects with the last lines of its output when it ends
   * before that.
   */
  start(): Promise<void>;
  /** Sends the signal and waits until the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  readonly running: boolean;
  /** Of the process that was started last. */
  readonly pid: number | undefined;
  /** The newest lines of its output since it was started last. */
  output(): string;
  /** Waits until it has written this: what a process says comes later than its answers. */
  says(text: string): Promise<void>;
}

export interface PartOptions {
  readonly name: string;
  /** The file that Node runs, below the repository; asked for at each start. */
  readonly main?: string | (() => string);
  /** Instead: a program with its arguments. */
  readonly command?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly ready: () => Promise<boolean>;
}

export function createPart({ name, main, command, env, ready }: PartOptions): Part {
  let child: ChildProcess | null = null;
  const lines: string[] = [];
  const keep = (chunk: Buffer): void => {
    lines.push(...chunk.toString('utf8').split('\n').filter(Boolean));
    lines.splice(0, lines.length - linesKept);
  };
  const isRunning = (): boolean => child !== null && child.exitCode === null && child.signalCode === null;

  return {
    name,
    get running() {
      return isRunning();
    },
    get pid() {
      return child?.pid;
    },
    output: () => lines.join('\n'),
    async says(text) {
      await waitFor(() => lines.some((line) => line.includes(text)), { describe: `${name} to say: ${text}` });
    },
    async start() {
      // What an earlier process said of itself says nothing of this one.
      lines.length = 0;
      const file = typeof main === 'function' ? main() : (main ?? '');
      const [program = '', ...args] = command ?? [process.execPath, file];
      child = spawn(program, args, {
        env: { PATH: process.env['PATH'] ?? '', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child.stdout?.on('data', keep);
      child.stderr?.on('data', keep);
      child.once('exit', (code, signal) =>
        keep(Buffer.from(`(${name} ended: ${signal ?? `exit code ${code}`})`)),
      );
      const deadline = Date.now() + 120_000;
      while (!(await ready())) {
        if (!isRunning()) throw new Error(`${name} ended before it was ready:\n${lines.join('\n')}`);
        if (Date.now() > deadline)
          throw new Error(`${name} was not ready after two minutes:\n${lines.join('\n')}`);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    async kill(signal = 'SIGKILL') {
      if (child === null || !isRunning()) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
}
