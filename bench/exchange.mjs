// How long one exchange of many keys takes: over HTTP, against a control plane in this process and a Postgres that keeps what it commits.
import { mkdtemp, rm } from 'node:fs/promises';
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgresCluster } from '#libs/embedded-postgres';
import { usagePartitions } from '#libs/persistence';
import { utcDay } from '#libs/rate-limits';
import { silentLogger } from '#libs/telemetry';
import { startControlPlane } from '../apps/control-plane/src/testing/start-control-plane.ts';

const today = utcDay(Date.now());

/** Medians in milliseconds of exchanges that report a use of each key, and of those that also wish for permits of each. */
export async function measureExchange({ keys, rounds }) {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-bench-'));
  chmodSync(folder, 0o755);
  const cluster = await startPostgresCluster({
    dataDir: join(folder, 'postgres'),
    systemFolder: join(folder, 'system'),
    port: 0,
    log: silentLogger,
  });
  process.env.TOLLGATE_TEST_POSTGRES_URL = cluster.url;
  const plane = await startControlPlane();
  try {
    const names = await seed(plane, keys);
    const sender = await greet(plane, 'bench');
    const used = { usage: names.map((name) => count(name)), leases: [] };
    const both = { ...used, leases: names.map((name) => wish(name)) };
    await sender(both); // makes states, days and hours
    await sender(both);
    const how = { rounds, postmaster: cluster.pid };
    return { counts: await timed(sender, used, how), countsAndWishes: await timed(sender, both, how) };
  } finally {
    await plane.close();
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function seed(plane, keys) {
  await plane.database.write(async ({ manager }) => {
    const owner = `'000000000000', 'us-east-1'`;
    await manager.query(
      `INSERT INTO usage_plans (id, account_id, region, name, created_at, api_stages, quota, tags)
       VALUES ('plan01', ${owner}, 'bench', now(), '[]', '{"limit": 1000000000, "offset": 0, "period": "MONTH"}', '{}')`,
    );
    await manager.query(
      `INSERT INTO api_keys (id, account_id, region, enabled, created_at, last_updated_at, stage_keys, tags, value_sealed, value_digest)
       SELECT 'key' || lpad(i::text, 7, '0'), ${owner}, true, now(), now(), '{}', '{}', '', 'digest' || i FROM generate_series(1, $1::int) i`,
      [keys],
    );
    await manager.query(
      `INSERT INTO usage_plan_keys (usage_plan_id, key_id) SELECT 'plan01', id FROM api_keys`,
    );
  });
  await plane.database.write((uow) => usagePartitions.make(uow, today));
  await plane.database.write(({ manager }) => manager.query('ANALYZE'));
  return Array.from({ length: keys }, (_, index) => ({
    usagePlanId: 'plan01',
    keyId: `key${String(index + 1).padStart(7, '0')}`,
  }));
}

const monthStart = `${today.slice(0, 7)}-01`;
const count = (name) => ({ ...name, day: today, hour: 12, permitPeriod: monthStart, count: 3 });
const wish = (name) => ({ ...name, periodStart: monthStart, returned: 0, wanted: 5 });

async function greet(plane, gatewayId) {
  const post = async (path, body) => {
    const answer = await fetch(`${plane.url}/_tollgate/metering/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${plane.gatewayToken}`,
        'x-tollgate-gateway-id': gatewayId,
        'content-type': 'application/json',
      },
      body,
    });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  let { watermark } = await post('hello', JSON.stringify({ gatewayId, incarnation: 'one' }));
  let exchange = 0;
  return async (parts) => {
    exchange += 1;
    const fromSequence = watermark;
    watermark += parts.usage.reduce((sum, use) => sum + use.count, 0);
    const body = JSON.stringify({
      ...{ gatewayId, incarnation: 'one', exchange, fromSequence, toSequence: watermark, releaseAll: false },
      ...parts,
    });
    const startedMs = performance.now();
    await post('exchange', body);
    return performance.now() - startedMs;
  };
}

/** Elapsed and CPU milliseconds of one exchange; the CPU is this process's, which is the gateway's side too, and Postgres's. */
async function timed(send, parts, { rounds, postmaster }) {
  const times = [];
  const nodeBefore = process.cpuUsage();
  const postgresBefore = cpuMsOfChildren(postmaster);
  for (let round = 0; round < rounds; round++) times.push(await send(parts));
  const { user, system } = process.cpuUsage(nodeBefore);
  times.sort((one, other) => one - other);
  return {
    leastMs: times[0],
    medianMs: times[rounds >> 1],
    nodeCpuMs: (user + system) / 1000 / rounds,
    postgresCpuMs: (cpuMsOfChildren(postmaster) - postgresBefore) / rounds,
  };
}

/** In ticks of 10 ms, so that only sums over many exchanges say something. NaN where there is no /proc. */
function cpuMsOfChildren(pid) {
  if (!existsSync('/proc/self/stat')) return NaN;
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/stat`))
    .map((name) => readFileSync(`/proc/${name}/stat`, 'utf8'))
    .map((stat) => stat.slice(stat.lastIndexOf(')') + 2).split(' '));
  const ofIt = stats.filter((fields) => Number(fields[1]) === pid);
  return ofIt.reduce((sum, fields) => sum + 10 * (Number(fields[11]) + Number(fields[12])), 0);
}

if (process.argv[1].endsWith('exchange.mjs')) {
  console.log(await measureExchange({ keys: 1000, rounds: 100 }));
}
