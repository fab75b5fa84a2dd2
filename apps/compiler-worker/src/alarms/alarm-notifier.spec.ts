import { spawn } from 'node:child_process';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { alarmHistory, createDatabase, outbox, type Database } from '#libs/persistence';
import { createTestDatabase, waitFor, type TestDatabase } from '#libs/testing';
import { createLogger, silentLogger } from '#libs/telemetry';
import type { INestApplicationContext } from '@nestjs/common';
import { readConfig } from '#libs/config';
import { compilerWorkerConfig } from '../config.js';
import { startWorker } from '../start-worker.js';
import { alarmWith, seedAlarm, seedErrors, topic } from '../testing/seed-alarm.js';

interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let testDatabase: TestDatabase;
let database: Database;
let receiver: Server;
let workers: INestApplicationContext[] = [];
const received: Received[] = [];
/** Resolves when the next responses may go out. */
let mayAnswer: Promise<void> = Promise.resolve();
/** Statuses of the next responses; 200 after them. */
let statuses: number[] = [];
const lines: string[] = [];

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({
    url: testDatabase.url,
    poolSize: 4,
    log: silentLogger,
  });
  await database.migrate();
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { url = '', headers } = request;
      received.push({ url, headers, body: Buffer.concat(parts).toString() });
      void mayAnswer.then(() => response.writeHead(statuses.shift() ?? 200).end('<secret answer>'));
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  for (const worker of workers) await worker.close();
  workers = [];
  received.length = lines.length = 0;
  statuses = [];
  await new Promise((resolve) => receiver.close(resolve));
  await database.close();
  await testDatabase.drop();
});

const origin = () => `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
async function start(settings: Record<string, string>): Promise<void> {
  const config = readConfig({ DATABASE_URL: testDatabase.url, ...settings }, compilerWorkerConfig);
  const log = createLogger({
    name: 'worker',
    level: 'debug',
    stream: { write: (line: string) => void lines.push(line) },
  });
  const retry = { attempts: 3, firstDelayMs: 20, delayMaxMs: 50 };
  workers.push(await startWorker({ config, log, retry }));
}

const owner = { accountId: '000000000000', region: 'us-east-1' };
/** An alarm that is in ALARM as soon as a worker looks at it. */
async function seed(): Promise<void> {
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  for (const ago of [1, 2, 3]) await seedErrors(database, owner, minute - ago * 60_000, 9);
  await seedAlarm(database, alarmWith(owner, 'errors'));
}
const history = async () => {
  const any = { alarmName: null, type: null, fromMs: null, toMs: null };
  const page = { after: null, count: 100, isAscending: true };
  return (await database.read((uow) => alarmHistory.list(uow, owner, any, page))).map(
    ({ summary }) => summary,
  );
};
const open = () => database.read((uow) => outbox.open(uow, Date.now() + 3_600_000));
const done = () =>
  waitFor(async () => (await history()).some((line) => line.startsWith('Successfully')), {
    describe: 'the action to be in the history',
    // Repetitions of the queue are minutes apart on a machine with much else to do.
    timeoutMs: 170_000,
  });

test('an alarm is told to the webhook in the form of SNS’s message, by two workers once', async () => {
  await seed();
  const settings = { TOLLGATE_ALARM_WEBHOOK: `http://ops:s3cr%40t@${origin()}/hook?token=t0ken` };
  await Promise.all([start(settings), start(settings)]);
  await done();
  expect(received).toHaveLength(1);
  const [{ url, headers, body }] = received as [Received];
  expect(url).toBe('/hook?token=t0ken');
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'x-amz-sns-topic-arn': topic,
    authorization: `Basic ${Buffer.from('ops:s3cr@t').toString('base64')}`,
  });
  expect(JSON.parse(body)).toMatchObject({
    AlarmName: 'errors',
    NewStateValue: 'ALARM',
    OldStateValue: 'INSUFFICIENT_DATA',
    AlarmActions: [topic],
    Trigger: { MetricName: '5XXError', Threshold: 5 },
  });
  expect(await history()).toEqual([
    'Alarm updated from INSUFFICIENT_DATA to ALARM',
    `Successfully executed action ${topic}`,
  ]);
  expect(await open()).toEqual([]);
});

test('a webhook that refuses is tried again, also when the queue has given up, and its secrets are in no log', async () => {
  await seed();
  statuses = [500, 503, 404, 302, 429];
  await start({ TOLLGATE_ALARM_WEBHOOK: `http://ops:s3cr%40t@${origin()}/hook?token=t0ken` });
  await done();
  expect(received).toHaveLength(6);
  const log = lines.join('\n');
  expect(log).toContain('the webhook has not taken the notification: status 503');
  const rows = await testDatabase.query('SELECT * FROM outbox');
  for (const secret of ['t0ken', 's3cr', 'secret answer']) {
    expect([secret, log.includes(secret), JSON.stringify(rows).includes(secret)]).toEqual([
      secret,
      false,
      false,
    ]);
  }
});

test('a notification outlives the worker that is killed over it', async () => {
  await seed();
  const webhook = `http://${origin()}/hook`;
  let answer = (): void => undefined;
  mayAnswer = new Promise((resolve) => (answer = resolve));
  const child = spawn(
    process.execPath,
    ['--import', './test/support/run-sources.mjs', 'apps/compiler-worker/src/main.ts'],
    {
      env: { PATH: process.env.PATH, DATABASE_URL: testDatabase.url, TOLLGATE_ALARM_WEBHOOK: webhook },
      stdio: 'ignore',
    },
  );
  try {
    await waitFor(() => Promise.resolve(received.length === 1), { timeoutMs: 60_000 });
  } finally {
    child.kill('SIGKILL');
  }
  answer();
  await start({ TOLLGATE_ALARM_WEBHOOK: webhook });
  await done();
  expect(received.map(({ body }) => body)).toEqual([received[0]!.body, received[0]!.body]);
  expect(await open()).toEqual([]);
});

test('without a webhook it is published to the topic, signed for SNS', async () => {
  await seed();
  const before = { ...process.env };
  process.env.AWS_ACCESS_KEY_ID = 'AKIAEXAMPLE';
  process.env.AWS_SECRET_ACCESS_KEY = 'example-secret';
  try {
    await start({ AWS_ENDPOINT_URL_SNS: `http://${origin()}` });
    await done();
  } finally {
    process.env = before;
  }
  const [{ headers, body }] = received as [Received];
  expect(headers['authorization']).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/us-east-1\/sns\/aws4_request, /,
  );
  const form = Object.fromEntries(new URLSearchParams(body));
  expect(form).toMatchObject({
    Action: 'Publish',
    Version: '2010-03-31',
    TopicArn: topic,
    Subject: 'ALARM: "errors" in us-east-1',
  });
  expect(JSON.parse(form['Message']!)).toMatchObject({ AlarmName: 'errors', NewStateValue: 'ALARM' });
});
