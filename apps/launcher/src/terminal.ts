import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Where everything that a person reads goes. */
export interface Terminal {
  /** A line of the launcher's own. */
  say(line: string): void;
  /** Passes on a child's output line by line, under its name; gives the last line that says something. */
  follow(name: string, stream: Readable): { lastLine(): string };
  /** One line of a child or of a part of the launcher. */
  childLine(name: string, line: string): void;
}

/** What Node prints around the message of an uncaught error. */
const isTraceback = /^(\s|\}$|Node\.js v\d)/;

/**
 * On a terminal, JSON log lines are made readable; into a file or pipe they go as they are, for programs to
 * read.
 */
export function createTerminal(out: { write(text: string): unknown; isTTY?: boolean }): Terminal {
  const childLine = (name: string, line: string) => {
    const record = readRecord(line);
    if (record && !out.isTTY) out.write(`${line}\n`);
    else out.write(`${name.padEnd(15)} | ${record ? readable(record) : line}\n`);
  };
  return {
    say: (line) => out.write(`${line}\n`),
    childLine,
    follow: (name, stream) => {
      let last = '';
      createInterface({ input: stream }).on('line', (line) => {
        if (line.trim() === '') return;
        if (!isTraceback.test(line)) last = line;
        childLine(name, line);
      });
      return { lastLine: () => last };
    },
  };
}

type LogRecord = Readonly<Record<string, unknown>> & { readonly level: string; readonly message: string };

function readRecord(line: string): LogRecord | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const record = JSON.parse(line) as Record<string, unknown>;
    return typeof record.level === 'string' && typeof record.message === 'string'
      ? (record as LogRecord)
      : undefined;
  } catch {
    return undefined;
  }
}

function readable({
  level,
  time,
  name: _name,
  pid: _pid,
  hostname: _host,
  message,
  ...rest
}: LogRecord): string {
  const clock = typeof time === 'string' ? `${time.slice(11, 19)} ` : '';
  const fields = Object.entries(rest).map(([key, value]) => ` ${key}=${shown(value)}`);
  return `${clock}${level === 'info' ? '' : `${level.toUpperCase()} `}${message}${fields.join('')}`;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  const error = value as { stack?: unknown } | null;
  return typeof error?.stack === 'string' ? `\n${error.stack}` : JSON.stringify(value);
}
