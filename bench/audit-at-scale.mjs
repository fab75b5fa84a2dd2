// `npm run load:audit [-- --events=1000000]`: what audit events cost management calls, by the same calls with
// and without them in turns, and how long LookupEvents takes among so many events. A million takes some
// minutes and 2 GB of disk.
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { auditChain } from '#libs/persistence';
import { AuditLog } from '../apps/control-plane/src/audit/audit-log.ts';
import { roundOf } from './management/calls.mjs';
import { send } from './management/send.mjs';
import { startMeteringPlane, timed } from './metering-plane.mjs';

const given = (name, otherwise) =>
  Number(process.argv.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
const eventsInAll = given('events', 1_000_000);
const rounds = given('rounds', 5);
const perStatement = 50_000;
const lookups = 40;
const seconds = (startedMs) => Number(((performance.now() - startedMs) / 1000).toFixed(1));
const median = (values) => [...values].sort((one, other) => one - other)[values.length >> 1];

const plane = await startMeteringPlane();
try {
  await compare();
  await fill();
  await lookUp();
  await link();
} finally {
  await plane.close();
}
process.exit(0);

/** The same calls, every other round without events: what is between them is what events cost. */
async function compare() {
  const target = { port: Number(new URL(plane.url).port), credentials: plane.credentials };
  const audit = plane.app.get(AuditLog);
  const { recordChange, conclude } = audit;
  const measured = () => ({ rate: [], cpuMs: [] });
  const seen = {
    with: { reads: measured(), writes: measured() },
    without: { reads: measured(), writes: measured() },
  };
  for (let round = 0; round <= rounds; round += 1)
    for (const kind of round % 2 === 0 ? ['with', 'without'] : ['without', 'with']) {
      audit.recordChange = kind === 'with' ? recordChange : () => Promise.resolve(() => undefined);
      audit.conclude = kind === 'with' ? conclude : () => null;
      const counts = { reads: 1000, writes: 600 };
      const calls = await roundOf(target, counts);
      for (const what of ['reads', 'writes']) {
        const requests = await calls[what]();
        let rate = 0;
        const { nodeCpuMs, postgresCpuMs } = await timed(async () => (rate = await send(target, requests)), {
          rounds: 1,
          postmaster: plane.postmaster,
        });
        // The first round warms up.
        if (round === 0) continue;
        seen[kind][what].rate.push(rate);
        seen[kind][what].cpuMs.push((nodeCpuMs + postgresCpuMs) / counts[what]);
      }
      await calls.removeKeys();
    }
  Object.assign(audit, { recordChange, conclude });
  console.log('| eight clients | without events | with events | ratio | CPU ms a call, both sides |');
  console.log('|---|---|---|---|---|');
  for (const what of ['reads', 'writes']) {
    const [without, withEvents] = [seen.without[what], seen.with[what]];
    const [one, other] = [median(without.rate), median(withEvents.rate)];
    const cpu = [without, withEvents].map(({ cpuMs }) => median(cpuMs).toFixed(2)).join(' / ');
    console.log(
      `| ${what} a second | ${one.toFixed(0)} | ${other.toFixed(0)} | ${(other / one).toFixed(2)} | ${cpu} |`,
    );
  }
}

/** Events of half a year, of a hundred users, forty operations and ten thousand APIs. */
async function fill() {
  const startedMs = performance.now();
  for (let from = 0; from < eventsInAll; from += perStatement) {
    await plane.sql(
      `WITH made AS (
         INSERT INTO audit_events (event_id, account_id, region, event_time, event_name, event_source,
                                   user_name, access_key_id, read_only, event)
         SELECT gen_random_uuid(), $1, 'us-east-1', now() - (i || ' seconds')::interval * 15.7,
                'Operation' || i % 40, CASE WHEN i % 4 = 0 THEN 'iam.amazonaws.com' ELSE 'apigateway.amazonaws.com' END,
                'user' || i % 100, 'AKIA' || i % 100, i % 10 <> 0,
                '{"eventName":"Operation' || i % 40 || '","filling":"' || repeat(md5(i::text), 24) || '"}'
           FROM generate_series($2::int + 1, $3::int) i
         RETURNING id, account_id, region, event_time),
       entities AS (
         INSERT INTO audit_event_entities (event_row, account_id, region, type, name, event_time)
         SELECT id, account_id, region, 'AWS::ApiGateway::RestApi', 'api' || id % 10000, event_time FROM made)
       INSERT INTO audit_unlinked (account_id, event_row) SELECT account_id, id FROM made`,
      [plane.accountId, from, Math.min(eventsInAll, from + perStatement)],
    );
  }
  await plane.query('VACUUM ANALYZE');
  const [{ size }] = await plane.sql(
    `SELECT pg_size_pretty(sum(pg_total_relation_size(oid))) AS size FROM pg_class WHERE relname ~ '^audit_' AND relkind = 'r'`,
  );
  console.log(`${eventsInAll} events made in ${seconds(startedMs)} s, ${size} with their indexes`);
}

async function lookUp() {
  const trail = new CloudTrailClient({
    endpoint: plane.url,
    region: 'us-east-1',
    credentials: plane.credentials,
  });
  const by = (AttributeKey, AttributeValue) => ({ LookupAttributes: [{ AttributeKey, AttributeValue }] });
  const { Events } = await trail.send(new LookupEventsCommand(by('EventName', 'Operation7')));
  const questions = {
    'no attribute': {},
    'no attribute, within a day long ago': {
      StartTime: new Date(Date.now() - 100 * 86_400_000),
      EndTime: new Date(Date.now() - 99 * 86_400_000),
    },
    EventId: by('EventId', Events[0].EventId),
    EventName: by('EventName', 'Operation7'),
    'EventName that none has': by('EventName', 'Nothing'),
    'ReadOnly false': by('ReadOnly', 'false'),
    Username: by('Username', 'user42'),
    ResourceType: by('ResourceType', 'AWS::ApiGateway::RestApi'),
    ResourceName: by('ResourceName', 'api4242'),
    EventSource: by('EventSource', 'iam.amazonaws.com'),
    AccessKeyId: by('AccessKeyId', 'AKIA42'),
  };
  console.log(`| LookupEvents by (${lookups} calls) | median ms | most ms |\n|---|---|---|`);
  for (const [name, question] of Object.entries(questions)) {
    const times = [];
    for (let at = 0; at < lookups; at += 1) {
      const startedMs = performance.now();
      await trail.send(new LookupEventsCommand(question));
      times.push(performance.now() - startedMs);
    }
    console.log(`| ${name} | ${median(times).toFixed(1)} | ${Math.max(...times).toFixed(1)} |`);
  }
}

async function link() {
  const startedMs = performance.now();
  let linked = 0;
  while (linked < 50_000)
    linked += await plane.database.write((uow) => auditChain.extend(uow, plane.accountId, 500));
  console.log(`${(linked / seconds(startedMs)).toFixed(0)} events linked per second, 500 in a transaction`);
}
