import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import { stages } from '#libs/persistence';
import { silentLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { openDatabase } from '../testing/open-database.js';
import { readStageHistory } from '../testing/read-stage-history.js';
import { runRounds } from '../testing/run-rounds.js';
import { connect, trialOf } from '../testing/trial-of.js';
import { guardRound } from './guard-round.js';

const { database, testDatabase } = await openDatabase();
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** The worker's own main, from sources. */
function startWorkerProcess(): ChildProcess {
  const main = ['--import', './test/support/run-sources.mjs', 'apps/compiler-worker/src/main.ts'];
  const env = { PATH: process.env.PATH, DATABASE_URL: testDatabase.url };
  const child = spawn(process.execPath, main, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  children.push(child);
  return child;
}

const waitsForLock = async () =>
  (
    await testDatabase.query(
      `SELECT 1 FROM pg_locks WHERE relation = 'stage_moves'::regclass AND NOT granted`,
    )
  ).length > 0;

test('a worker that is killed between the stage and its history has decided nothing; the next one decides once', async () => {
  await connect(database, 'g1');
  const trial = await trialOf(database, 'api0000001', 'error-rate<1%,requests>=10,for=1h,then=promote');
  await trial.served('canary', 100, 50);
  await trial.reported('g1');
  const holder = new Client({ connectionString: testDatabase.url });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE stage_moves IN SHARE MODE');
  const worker = startWorkerProcess();
  // It has changed the stage, and waits to write down why.
  await waitFor(async () => (await trial.reported('g1'), waitsForLock()), { timeoutMs: 60_000 });
  worker.kill('SIGKILL');
  await once(worker, 'exit');
  await holder.query('ROLLBACK');
  await holder.end();
  const stageOf = () => database.read((uow) => stages.find(uow, 'api0000001', 'dev'));
  await waitFor(async () => !(await waitsForLock()));
  expect((await stageOf())?.canarySettings).not.toBeNull();
  expect(await readStageHistory(database, 'api0000001')).toEqual([]);

  await trial.reported('g1');
  const round = () => runRounds(Date.now(), guardRound(database, silentLogger));
  await Promise.all([round(), round()]);
  await round();
  expect((await stageOf())?.canarySettings).toBeNull();
  expect(await readStageHistory(database, 'api0000001')).toHaveLength(1);
  expect(
    await testDatabase.query(`SELECT event_name FROM audit_events WHERE event_name = 'RemoveCanary'`),
  ).toHaveLength(1);
  expect(await testDatabase.query('SELECT id FROM outbox WHERE done_at IS NULL')).toHaveLength(1);
});
