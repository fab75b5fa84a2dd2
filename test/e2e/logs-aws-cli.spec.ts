import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import { waitFor } from '#libs/testing';
import { startInstallation, type Installation } from '../support/installation.js';

// CloudWatch Logs as an operator uses it at night: with aws-cli alone.
const run = promisify(execFile);
let tollgate: Installation;
beforeAll(async () => {
  tollgate = await startInstallation();
});
afterAll(() => tollgate?.close());

const environment = () => ({
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  // Else version 2 shows pages by a pager, and what it follows not before a buffer is full.
  AWS_PAGER: '',
  PYTHONUNBUFFERED: '1',
  ...tollgate.awsEnvironment,
});

/** Debian's version does not look for it in the environment. */
const endpoint = () => ['--endpoint-url', tollgate.controlPlaneUrl];

async function logs(...words: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run('aws', ['logs', ...words, ...endpoint(), '--output', 'json'], {
    env: environment(),
  });
  return stdout.trim() === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>);
}

/** `logs tail` is of version 2, which Debian has beside what pip may have put before it. */
const awsWithTail = ['aws', '/usr/bin/aws'].find((command) => {
  try {
    return / ?aws-cli\/2\./.test(execFileSync(command, ['--version'], { encoding: 'utf8' }));
  } catch {
    return false;
  }
});

const group = 'night/watch';
const startMs = Date.now() - 30_000;
const put = (stream: string, ...lines: (readonly [offsetMs: number, message: string])[]) =>
  logs(
    ...['put-log-events', '--log-group-name', group, '--log-stream-name', stream, '--log-events'],
    JSON.stringify(lines.map(([offsetMs, message]) => ({ timestamp: startMs + offsetMs, message }))),
  );

test('groups and streams are made and described', async () => {
  await logs('create-log-group', '--log-group-name', group, '--tags', 'team=night');
  await logs('put-retention-policy', '--log-group-name', group, '--retention-in-days', '7');
  for (const stream of ['a', 'b'])
    await logs('create-log-stream', '--log-group-name', group, '--log-stream-name', stream);
  expect(await logs('describe-log-groups', '--log-group-name-prefix', 'night/')).toMatchObject({
    logGroups: [{ logGroupName: group, retentionInDays: 7 }],
  });
  expect(
    await logs('describe-log-streams', '--log-group-name', group, '--order-by', 'LogStreamName'),
  ).toMatchObject({
    logStreams: [{ logStreamName: 'a' }, { logStreamName: 'b' }],
  });
  expect(await logs('list-tags-log-group', '--log-group-name', group)).toEqual({ tags: { team: 'night' } });
});

test('events are put, filtered and read page by page', async () => {
  await put('a', [0, '{"status":500,"path":"/pets"}'], [2, '{"status":200,"path":"/pets"}']);
  await put('b', [1, 'ERROR upstream timed out']);
  const filtered = async (...words: string[]) => {
    const { events } = await logs('filter-log-events', '--log-group-name', group, ...words);
    return (events as { message: string }[]).map(({ message }) => message);
  };
  expect(await filtered()).toHaveLength(3);
  expect(await filtered('--filter-pattern', '{ $.status = 5* }')).toEqual(['{"status":500,"path":"/pets"}']);
  expect(await filtered('--filter-pattern', 'ERROR -refused', '--log-stream-names', 'b')).toHaveLength(1);
  // The client asks for page after page by itself.
  expect(await filtered('--page-size', '1')).toHaveLength(3);
  const read = ['get-log-events', '--log-group-name', group, '--log-stream-name', 'a', '--start-from-head'];
  const first = await logs(...read, '--limit', '1');
  expect(first['events']).toMatchObject([{ timestamp: startMs }]);
  const next = await logs(...read, '--next-token', first['nextForwardToken'] as string);
  expect(next['events']).toMatchObject([{ timestamp: startMs + 2 }]);
  const end = await logs(...read, '--next-token', next['nextForwardToken'] as string);
  expect(end).toMatchObject({ events: [], nextForwardToken: next['nextForwardToken'] });
});

test('a refusal is one that aws-cli can show', async () => {
  const refusal = await logs(
    'filter-log-events',
    '--log-group-name',
    group,
    '--filter-pattern',
    '{ $.a',
  ).then(
    () => 'none',
    (error: unknown) => (error as { readonly stderr: string }).stderr,
  );
  expect(refusal).toContain(
    "(InvalidParameterException) when calling the FilterLogEvents operation: If a filter pattern starts with '{' it must end with '}'",
  );
});

(awsWithTail ? test : test.skip)('aws logs tail follows what comes, each line once', async () => {
  let following: ChildProcess | undefined;
  let shown = '';
  try {
    following = spawn(
      awsWithTail!,
      ['logs', 'tail', group, '--follow', '--since', '5m', '--format', 'short', ...endpoint()],
      {
        env: environment(),
      },
    );
    following.stdout!.on('data', (chunk: Buffer) => (shown += chunk.toString('utf8')));
    following.stderr!.on('data', (chunk: Buffer) => (shown += chunk.toString('utf8')));
    await waitFor(() => shown.includes('upstream timed out'), { timeoutMs: 120_000 });
    await put('b', [25_000, 'said later']);
    await waitFor(() => shown.includes('said later'), { timeoutMs: 120_000 });
    await put('a', [25_001, 'said last']);
    await waitFor(() => shown.includes('said last'), { timeoutMs: 120_000 });
  } finally {
    following?.kill('SIGKILL');
  }
  const messages = shown
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\S+ /, ''));
  expect(messages).toEqual([
    '{"status":500,"path":"/pets"}',
    'ERROR upstream timed out',
    '{"status":200,"path":"/pets"}',
    'said later',
    'said last',
  ]);
});

(awsWithTail ? test : test.skip)('aws logs tail shows what a pattern matches', async () => {
  const { stdout } = await run(
    awsWithTail!,
    [
      'logs',
      'tail',
      group,
      '--since',
      '5m',
      '--filter-pattern',
      '{ $.status = 200 }',
      '--format',
      'short',
      ...endpoint(),
    ],
    { env: environment() },
  );
  expect(stdout.trim().split('\n')).toEqual([
    expect.stringMatching(/^\S+ \{"status":200,"path":"\/pets"\}$/),
  ]);
});
