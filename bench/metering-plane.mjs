// A control plane in this process with a Postgres of its own that keeps what it commits, keys in one usage
// plan, and a gateway's exchanges with it.
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgresCluster } from '#libs/embedded-postgres';
import { usagePartitions } from '#libs/persistence';
import { utcDay } from '#libs/rate-limits';
import { silentLogger } from '#libs/telemetry';
import { startControlPlane } from '../apps/control-plane/src/testing/start-control-plane.ts';

export const today = utcDay(Date.now());
export const monthStart = `${today.slice(0, 7)}-01`;
export const usagePlanId = 'plan01';
export const keyName = (number) => `key${String(number).padStart(7, '0')}`;

export async function startMeteringPlane() {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-bench-'));
  // Root hands Postgres to another user, who must be able to enter.
  chmodSync(folder, 0o755);
  const cluster = await startPostgresCluster({
    dataDir: join(folder, 'postgres'),
    systemFolder: join(folder, 'system'),
    port: 0,
    log: silentLogger,
  });
  process.env.TOLLGATE_TEST_POSTGRES_URL = cluster.url;
  const plane = await startControlPlane();
  await plane.database.write((uow) => usagePartitions.make(uow, today));
  return {
    ...plane,
    sql: plane.query,
    postmaster: cluster.pid,
    close: async () => {
      await plane.close();
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A plan with a monthly quota and so many keys in it, written past the API. */
export async function seedKeys({ sql, accountId }, keys) {
  const owner = `'${accountId}', 'us-east-1'`;
  await sql(
    `INSERT INTO usage_plans (id, account_id, region, name, created_at, api_stages, quota, tags)
     VALUES ('${usagePlanId}', ${owner}, 'bench', now(), '[]', '{"limit": 1000000000, "offset": 0, "period": "MONTH"}', '{}')`,
  );
  await sql(`INSERT INTO usage_plan_owners VALUES ('${usagePlanId}', ${owner})`);
  await sql(
    `INSERT INTO api_keys (id, account_id, region, enabled, created_at, last_updated_at, stage_keys, tags, value_sealed, value_digest)
     SELECT 'key' || lpad(i::text, 7, '0'), ${owner}, true, now(), now(), '{}', '{}', '', 'digest' || i FROM generate_series(1, $1::int) i`,
    [keys],
  );
  await sql(`INSERT INTO usage_plan_keys (usage_plan_id, key_id) SELECT '${usagePlanId}', id FROM api_keys`);
  await sql('ANALYZE');
}

/** A use of each of the keys, with permits. */
export const usesOf = (keyIds) =>
  keyIds.map((keyId) => ({ usagePlanId, keyId, day: today, hour: 12, permitPeriod: monthStart, count: 3 }));

/** A wish for permits of each of the keys. */
export const wishesOf = (keyIds) =>
  keyIds.map((keyId) => ({ usagePlanId, keyId, periodStart: monthStart, returned: 0, wanted: 5 }));

/**
 * Says hello as a gateway; gives a function that posts one exchange and says how many milliseconds it took.
 */
export async function greet(plane, gatewayId) {
  const post = async (path, body) => {
    const headers = {
      authorization: `Bearer ${plane.gatewayToken}`,
      'x-tollgate-gateway-id': gatewayId,
      'content-type': 'application/json',
    };
    const response = await fetch(`${plane.url}/_tollgate/metering/${path}`, {
      method: 'POST',
      headers,
      body,
    });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  let { watermark } = await post('hello', JSON.stringify({ gatewayId, incarnation: 'one' }));
  let exchange = 0;
  return async ({ usage = [], leases = [] }) => {
    exchange += 1;
    const fromSequence = watermark;
    watermark += usage.reduce((sum, use) => sum + use.count, 0);
    const of = { gatewayId, incarnation: 'one', exchange, fromSequence, toSequence: watermark };
    const body = JSON.stringify({ ...of, releaseAll: false, usage, leases });
    const startedMs = performance.now();
    await post('exchange', body);
    return performance.now() - startedMs;
  };
}

/**
 * Elapsed and CPU milliseconds of one run of `work`, which gives its own elapsed time. The CPU is this
 * process's, which is the gateway's side too, and Postgres's.
 */
export async function timed(work, { rounds, postmaster }) {
  const times = [];
  const nodeBefore = process.cpuUsage();
  const postgresBefore = cpuMsOfChildren(postmaster);
  for (let round = 0; round < rounds; round++) times.push(await work(round));
  const { user, system } = process.cpuUsage(nodeBefore);
  times.sort((one, other) => one - other);
  return {
    leastMs: times[0],
    medianMs: times[rounds >> 1],
    nodeCpuMs: (user + system) / 1000 / rounds,
    postgresCpuMs: (cpuMsOfChildren(postmaster) - postgresBefore) / rounds,
  };
}

/** In ticks of 10 ms, so that only sums over many runs say something. NaN where there is no /proc. */
function cpuMsOfChildren(pid) {
  if (!existsSync('/proc/self/stat')) return NaN;
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(statOf)
    .map((stat) => stat.slice(stat.lastIndexOf(')') + 2).split(' '));
  const ofIt = stats.filter((fields) => Number(fields[1]) === pid);
  return ofIt.reduce((sum, fields) => sum + 10 * (Number(fields[11]) + Number(fields[12])), 0);
}

/** None for a process that has gone meanwhile. */
function statOf(pid) {
  try {
    return [readFileSync(`/proc/${pid}/stat`, 'utf8')];
  } catch {
    return [];
  }
}
