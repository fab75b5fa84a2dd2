import { isNativeError } from 'node:util/types';

/** An error as it stands in a log line. */
export interface DescribedError {
  readonly type: string;
  readonly message: string;
  /** The frames alone. */
  readonly stack?: string;
  readonly cause?: DescribedError;
  /** Of an AggregateError: those that it is made of. */
  readonly errors?: readonly DescribedError[];
  /** Members of `knownMembers` that the error has. */
  readonly [member: string]: unknown;
}

/**
 * What an error may tell beside its message: codes, names of things of ours, addresses. Nothing else is
 * written, since drivers attach what they were working on: statements with their parameters, commands with
 * their arguments, requests, what came from a socket.
 */
const knownMembers = [
  'code',
  'errno',
  'syscall',
  'address',
  'port',
  'path',
  'statusCode',
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
] as const;
const DEPTH_MAX = 5;
const ERRORS_MAX = 5;
const MESSAGE_LENGTH_MAX = 2_000;

/** Whether it is an error, of whichever realm, or was one in another thread. */
export const isError = (value: unknown): value is Error =>
  value instanceof Error || isNativeError(value) || hasShapeOfError(value);

function hasShapeOfError(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { message, stack } = value as { readonly message?: unknown; readonly stack?: unknown };
  return typeof message === 'string' && typeof stack === 'string';
}

/** What a log may know of an error: no value that a caller or an author has sent. */
export function describeError(error: unknown, depth = 1): DescribedError {
  if (!isError(error)) return { type: typeof error, message: unquotedMessage(error) };
  const message = unquotedMessage(error);
  const members = Object.entries(knownMembersOf(error));
  const { cause, errors } = error as { readonly cause?: unknown; readonly errors?: unknown };
  return {
    type: String(error.name),
    message,
    stack: framesOf(error),
    ...Object.fromEntries(members),
    ...(isError(cause) && depth < DEPTH_MAX && { cause: describeError(cause, depth + 1) }),
    ...(Array.isArray(errors) &&
      depth < DEPTH_MAX && {
        errors: errors.slice(0, ERRORS_MAX).map((one) => describeError(one, depth + 1)),
      }),
  };
}

function knownMembersOf(error: Error): Readonly<Record<string, string | number>> {
  const known: Record<string, string | number> = {};
  for (const name of knownMembers) {
    const value = (error as unknown as Record<string, unknown>)[name];
    if (typeof value === 'number') known[name] = value;
    else if (typeof value === 'string') known[name] = value.slice(0, 200);
  }
  return known;
}

/**
 * The message of an error for a log or for a reason that is logged. Messages quote what could not be read:
 * those of errors that are known to do so are cut where the quotation begins.
 */
export function unquotedMessage(error: unknown): string {
  if (!isError(error)) return 'what was thrown is no error';
  const { code } = error as { readonly code?: unknown };
  const message = error.message.slice(0, MESSAGE_LENGTH_MAX);
  const sqlState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
  // Of constraints (class 23), and of syntax and access (class 42), Postgres quotes names of ours alone.
  if (sqlState !== null) return /^(23|42)/.test(sqlState) ? message : cutAt(message, /["':]/);
  // JSON.parse, BigInt, RegExp: the text that is none.
  if (error.name === 'SyntaxError') return 'a text could not be read';
  // Redis repeats the command.
  if (error.name === 'ReplyError') return cutAt(message, /["'`:]/);
  // Node shows the argument that it does not take.
  if (typeof code === 'string' && code.startsWith('ERR_')) return cutAt(message, /Received |["'`]/);
  return message;
}

function cutAt(message: string, pattern: RegExp): string {
  const place = message.search(pattern);
  return place === -1 ? message : `${message.slice(0, place)}...`;
}

/** A stack begins with the message, which may have lines that look like frames. */
function framesOf({ stack = '', message }: Error): string {
  const start = stack.indexOf(message);
  const rest = start === -1 ? stack : stack.slice(start + message.length);
  return rest
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
