// `npm run load:usage [-- --keys=1000000] [-- --days=10]`: fills the report with a row per key and day, half
// of them in the month before this one, and measures what reads and writes it. Ten million rows take some 3
// GB of disk and some minutes.
import { GetUsageCommand } from '@aws-sdk/client-api-gateway';
import { usagePartitions } from '#libs/persistence';
import { utcDay } from '#libs/rate-limits';
import * as at from './metering-plane.mjs';

const given = (name, otherwise) =>
  Number(process.argv.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
const keys = given('keys', 1_000_000);
const daysInAll = given('days', 10);
const { usagePlanId, today, monthStart } = at;
const dayMs = 86_400_000;
const lastMonthEnd = Date.parse(monthStart) - dayMs;
const lastMonth = utcDay(lastMonthEnd).slice(0, 7);

const plane = await at.startMeteringPlane();
try {
  await took('keys made', () => at.seedKeys(plane, keys));
  await fill();
  await measure();
} finally {
  await plane.close();
}
process.exit(0);

async function fill() {
  await plane.database.write((uow) => usagePartitions.make(uow, utcDay(lastMonthEnd)));
  const half = Math.ceil(daysInAll / 2);
  const before = Array.from({ length: daysInAll - half }, (_, index) => utcDay(lastMonthEnd - index * dayMs));
  const now = Array.from({ length: half }, (_, index) => utcDay(Date.parse(today) - index * dayMs));
  for (const day of [...before, ...now]) {
    await took(`rows of ${day}`, () =>
      plane.sql(
        `INSERT INTO usage_daily (usage_plan_id, key_id, day, used, remaining, hours)
         SELECT '${usagePlanId}', 'key' || lpad(i::text, 7, '0'), $1::date, 36, 1000, '[8:15]={1,2,3,4,5,6,7,8}'
           FROM generate_series(1, $2::int) i`,
        [day, keys],
      ),
    );
    await plane.sql(`INSERT INTO usage_by_sender VALUES ($1, 'bench', $2)`, [day, 36 * keys]);
  }
  await took('quotas made', () =>
    plane.sql(
      `INSERT INTO quota_states (usage_plan_id, key_id, period_start, period_end, used)
       SELECT '${usagePlanId}', 'key' || lpad(i::text, 7, '0'), $1::date, ($1::date + interval '1 month')::date, $3
         FROM generate_series(1, $2::int) i`,
      [monthStart, keys, 36 * half],
    ),
  );
  await took('vacuum', () => plane.query('VACUUM ANALYZE'));
  const [size] = await plane.sql(
    `SELECT sum(reltuples)::bigint AS rows, pg_size_pretty(sum(pg_total_relation_size(oid))) AS size
       FROM pg_class WHERE relname ~ '^usage_daily_' AND relkind = 'r'`,
  );
  console.log('usage_daily:', size.rows, 'rows,', size.size, 'with its index');
}

async function measure() {
  const send = await at.greet(plane, 'gateway');
  const some = () => Array.from({ length: 1000 }, () => at.keyName(1 + Math.floor(Math.random() * keys)));
  const how = { rounds: 50, postmaster: plane.postmaster };
  const counts = () => send({ usage: at.usesOf([...new Set(some())]) });
  await counts();
  console.log('exchange of 1,000 keys out of all:', await at.timed(counts, how));
  const again = [...new Set(some())];
  console.log(
    'exchange of 1,000 keys, the same each time:',
    await at.timed(() => send({ usage: at.usesOf(again) }), how),
  );

  const window = { usagePlanId, startDate: utcDay(Date.parse(today) - 60 * dayMs), endDate: today };
  const getUsage = (input) => plane.client.send(new GetUsageCommand({ ...window, ...input }));
  await took('GetUsage of a key, 61 days', () => getUsage({ keyId: at.keyName(keys >> 1) }));
  await took('GetUsage of the plan, 61 days, first 25 keys', () => getUsage({ limit: 25 }));
  const page = await took('GetUsage of the plan, 61 days, first 500 keys', () => getUsage({ limit: 500 }));
  await took('  and the 500 after them', () => getUsage({ limit: 500, position: page.position }));

  const get = async (path, init) => {
    const response = await plane.signedFetch(`/_tollgate/v1/${path}`, init);
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const hourly = `usageplans/${usagePlanId}/usage/hourly?day=${today}`;
  await took('hourly, of a key', async () => (await get(`${hourly}&keyId=${at.keyName(keys >> 1)}`)).json());
  const hours = await took('hourly, 500 rows', async () => (await get(`${hourly}&limit=500`)).json());
  await took('  and the 500 after them', async () =>
    (await get(`${hourly}&limit=500&position=${encodeURIComponent(hours.position)}`)).json(),
  );
  const proposal = { startDate: lastMonth + '-01', endDate: today, quota: { limit: 100, period: 'MONTH' } };
  const dryRun = `usageplans/${usagePlanId}/dry-run`;
  await took('dry run, 20,000 keys', async () =>
    (await get(dryRun, { method: 'POST', body: proposal })).json(),
  );
  const balance = await took('invariant of a day', async () =>
    (await get(`usage/invariant?day=${utcDay(lastMonthEnd)}`)).json(),
  );
  if (!balance.holds) throw new Error(`the balance does not hold: ${JSON.stringify(balance)}`);
  await exportMonth(get);
  await took("forget last month's hours", () =>
    plane.database.write((uow) => usagePartitions.dropHoursBefore(uow, monthStart)),
  );
  await took('forget last month', () =>
    plane.database.write((uow) => usagePartitions.dropBefore(uow, monthStart)),
  );
}

async function exportMonth(get) {
  let [bytes, lines, mostMb] = [0, 0, 0];
  globalThis.gc?.();
  const mb = () => process.memoryUsage().rss / 1024 / 1024;
  const firstMb = mb();
  const startedMs = performance.now();
  for await (const piece of (await get(`usage/export?month=${lastMonth}`)).body) {
    bytes += piece.length;
    for (const byte of piece) if (byte === 10) lines += 1;
    mostMb = Math.max(mostMb, mb());
  }
  const seconds = (performance.now() - startedMs) / 1000;
  console.log(
    `export of ${lastMonth}: ${lines} lines, ${Math.round(bytes / 1e6)} MB in ${seconds.toFixed(1)} s,`,
    `${Math.round(lines / seconds)} lines/s; the process, client included: ${firstMb.toFixed(0)} MB before, ${mostMb.toFixed(0)} MB at most`,
  );
}

async function took(what, work) {
  const startedMs = performance.now();
  const response = await work();
  console.log(`${what}: ${Math.round(performance.now() - startedMs)} ms`);
  return response;
}
