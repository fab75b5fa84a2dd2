// `npm run load:logs [-- --rate=5000] [-- --seconds=120] [-- --gateways=2]`: hands in lines of access logs at
// a rate, by the gateways' own spools, to a control plane, and measures whether all are there, how soon they
// can be read, and how long FilterLogEvents of the last five minutes takes. All in this process but Postgres.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { LogBatch } from '#libs/log-events';
import { logSlices } from '#libs/persistence';
import { silentLogger } from '#libs/telemetry';
import { startObservations } from '../apps/gateway/src/observations/start-observations.ts';
import { startMeteringPlane } from './metering-plane.mjs';

const given = (name, otherwise) =>
  Number(process.argv.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
const rate = given('rate', 5000);
const seconds = given('seconds', 120);
const gatewayCount = given('gateways', 2);
const logGroupName = 'access';
const stepMs = 20;
const fiveMinutesMs = 300_000;

const plane = await startMeteringPlane();
const folder = await mkdtemp(join(tmpdir(), 'tollgate-logs-'));
const client = new CloudWatchLogsClient({
  endpoint: plane.url,
  region: 'us-east-1',
  credentials: plane.credentials,
  maxAttempts: 1,
});
try {
  await plane.database.write((uow) => logSlices.make(uow, Date.now(), 1));
  const gateways = Array.from({ length: gatewayCount }, startGateway);
  const probing = probe(gateways[0]);
  const written = await load(gateways);
  const delays = await probing;
  for (const { flushing, batch, observations } of gateways) {
    clearInterval(flushing);
    batch.flush();
    while (statusOf(observations).waiting > 0) await delay(50);
    await observations.close();
  }
  await report(gateways, written, delays);
} finally {
  await plane.close();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);

function startGateway(_, index) {
  const observations = startObservations({
    controlPlaneUrl: plane.url,
    token: plane.gatewayToken,
    gatewayId: `gateway-${index}`,
    dataDir: join(folder, `gateway-${index}`),
    log: silentLogger,
  });
  const batch = new LogBatch((block) => observations.hand('logs', block));
  const { accountId } = plane;
  const stream = { accountId, region: 'us-east-1', group: logGroupName, stream: String(index).repeat(32) };
  return {
    observations,
    batch,
    stream,
    write: (line) => batch.write(stream, Date.now(), line),
    flushing: setInterval(() => batch.flush(), 1000),
  };
}

/** As many lines as are due, every few milliseconds; how many there were. */
async function load(gateways) {
  const startedMs = performance.now();
  let written = 0;
  for (let elapsedMs = 0; elapsedMs < seconds * 1000; elapsedMs = performance.now() - startedMs) {
    for (const due = (elapsedMs * rate) / 1000; written < due; written++)
      gateways[written % gateways.length].write(line(written));
    await delay(stepMs);
  }
  return written;
}

/** The request id is what differs between lines, as in any access log. */
function line(number) {
  return `{"requestId":"${randomUUID()}","ip":"203.0.113.${number % 250}","requestTime":"30/Nov/2026:10:00:00 +0000","httpMethod":"GET","resourcePath":"/pets/{petId}","status":"${number % 50 ? 200 : 500}","protocol":"HTTP/1.1","responseLength":"${number % 4000}","responseLatency":"${number % 90}"}`;
}

/** From the request's end until FilterLogEvents has its line, every five seconds. */
async function probe(gateway) {
  const delays = [];
  for (let second = 2; second < seconds - 5; second += 5) {
    const marker = `probe${randomUUID().replaceAll('-', '')}`;
    const startTime = Date.now();
    gateway.write(marker);
    while (!(await hasLine(marker, startTime))) await delay(100);
    delays.push(Date.now() - startTime);
    await delay(Math.max(0, 5000 - (Date.now() - startTime)));
  }
  return delays.sort((one, other) => one - other);
}

async function hasLine(marker, startTime) {
  for (let nextToken; ;) {
    const input = { logGroupName, startTime, filterPattern: marker, nextToken };
    // The group comes into being with the first block.
    const page = await client.send(new FilterLogEventsCommand(input)).catch(() => ({ events: [] }));
    if (page.events.length > 0) return true;
    nextToken = page.nextToken;
    if (!nextToken) return false;
  }
}

async function report(gateways, written, delays) {
  const [kept] = await plane.sql(
    `SELECT sum(events)::int AS events, count(*)::int AS blocks, sum(octet_length(body))::bigint AS bytes FROM log_blocks`,
  );
  const handed = written + delays.length;
  const counts = gateways.map(({ observations }) => statusOf(observations));
  console.log(`${written} lines in ${seconds} s by ${gateways.length} gateways, and ${delays.length} probes`);
  console.log(`lost: ${handed - kept.events}`, JSON.stringify(counts.map(({ sent, dropped, refused }) => ({ sent, dropped, refused })))); // prettier-ignore
  console.log(`kept: ${kept.blocks} blocks, ${(Number(kept.bytes) / kept.events).toFixed(1)} bytes an event`);
  console.log('readable after ms: median', delays[delays.length >> 1], 'most', delays.at(-1));
  await took('FilterLogEvents of five minutes, first page', {});
  await took('  the same, a page of 100', { limit: 100 });
  await took('  one status in fifty, first page', { filterPattern: '{ $.status = 500 }' });
}

async function took(what, input) {
  const times = [];
  let events = 0;
  const before = process.cpuUsage();
  for (let round = 0; round < 10; round++) {
    const startTime = Date.now() - fiveMinutesMs;
    const startedMs = performance.now();
    events = (await client.send(new FilterLogEventsCommand({ logGroupName, startTime, ...input }))).events
      .length;
    times.push(performance.now() - startedMs);
  }
  times.sort((one, other) => one - other);
  const { user, system } = process.cpuUsage(before);
  const cpuMs = ((user + system) / 10_000).toFixed(0);
  console.log(
    `${what}: ${events} events, median ${times[5].toFixed(0)} ms, most ${times[9].toFixed(0)} ms; CPU of this process ${cpuMs} ms`,
  );
}

function statusOf(observations) {
  return observations.status().logs;
}
