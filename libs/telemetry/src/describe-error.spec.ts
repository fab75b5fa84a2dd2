import { createLogger } from './index.js';

const secret = 'SECRET-7f3a';

/** The line that is written of an error. */
function lineOf(error: unknown): string {
  const lines: string[] = [];
  const log = createLogger({ name: 'spec', level: 'debug', stream: { write: (line) => lines.push(line) } });
  log.child({ error }).warn('it failed', { error, ...(error instanceof Error && { other: error }) });
  return lines.join('');
}

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

const errors: Readonly<Record<string, () => unknown>> = {
  'a driver with statement and parameters': () =>
    Object.assign(new Error('Connection terminated'), {
      query: `INSERT INTO stages VALUES ('${secret}')`,
      parameters: [secret],
      driverError: Object.assign(new Error(secret), { detail: secret }),
      detail: `Key (value)=(${secret}) already exists.`,
      where: secret,
    }),
  'a value that is none of its type': () =>
    Object.assign(new Error(`invalid input syntax for type integer: "${secret}"`), { code: '22P02' }),
  'a text that is no JSON': () => thrownBy(() => JSON.parse(`${secret}{`) as unknown),
  'a text that is no number': () => thrownBy(() => BigInt(secret)),
  'a text that is no address': () => thrownBy(() => new URL(secret)),
  'an argument of the wrong type': () => thrownBy(() => Buffer.alloc(secret as unknown as number)),
  'a command of Redis with its arguments': () =>
    Object.assign(new Error(`ERR unknown command 'x', with args beginning with: '${secret}'`), {
      name: 'ReplyError',
      command: { name: 'evalsha', args: [secret] },
    }),
  'an answer of a backend that is no HTTP': () =>
    Object.assign(new Error('Parse Error: Expected HTTP/'), { code: 'HPE_INVALID_CONSTANT', data: secret }),
  'a request with its headers': () =>
    Object.assign(new Error('aborted'), { request: { headers: { authorization: secret } }, body: secret }),
  'a stack with lines of a message': () => Object.assign(new Error('x'), { stack: `Error: y\n${secret}` }),
  'what is no error': () => ({ authorization: secret }),
};

test.each(Object.entries(errors))(
  'of %s no line tells a value, as a cause or one of several either',
  (_, make) => {
    const error = make();
    const several = new AggregateError([error], 'all failed');
    for (const logged of [error, new Error('outer', { cause: error }), several]) {
      expect(lineOf(logged)).not.toContain(secret);
    }
  },
);

test('type, code, message, frames and causes are told', () => {
  const inner = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', port: 5432 });
  const line = JSON.parse(lineOf(new TypeError('outer', { cause: inner }))) as Record<string, unknown>;
  expect(line['other']).toMatchObject({
    type: 'TypeError',
    message: 'outer',
    stack: expect.stringMatching(/^\s+at .*describe-error\.spec/) as string,
    cause: { type: 'Error', message: 'connect ECONNREFUSED', code: 'ECONNREFUSED', port: 5432 },
  });
});

test('names of constraints are told, since they are ours', () => {
  const message = 'duplicate key value violates unique constraint "api_keys_value"';
  const violation = Object.assign(new Error(message), { code: '23505', constraint: 'api_keys_value' });
  expect(lineOf(violation)).toContain('unique constraint');
});

test('an error that is its own cause ends the line all the same', () => {
  const error = new Error('round');
  error.cause = error;
  expect(lineOf(error)).toContain('round');
});
