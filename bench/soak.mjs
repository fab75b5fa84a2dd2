// `npm run soak [-- --requests 1000000 --minutes 5]`: one gateway under a mix of requests until either is
// reached; whether its memory stays flat, whether all responses are 200, and whether it holds sockets
// afterwards that it did not hold before.
import { readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { ensureReady } from '../scripts/ensure-ready.mjs';
import { apiPath, startGateway } from './gateway.mjs';
import { median } from './load.mjs';
import { memoryMb, startServer, stopServers } from './processes.mjs';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '5' },
  },
});
const [requests, endMs] = [Number(values.requests), performance.now() + Number(values.minutes) * 60_000];
const connections = 64;
const sampleMs = 1000;

await ensureReady();
try {
  const upstream = await startServer('bench/servers/body-reader.mjs', [], null);
  const gateway = await startGateway({ keys: 1000, upstreamPort: upstream.port, core: null });
  const mix = [
    { path: `${apiPath}/mock` },
    { path: `${apiPath}/open?a=1&b=2` },
    { path: `${apiPath}/open`, method: 'POST', body: 'x'.repeat(20_000) },
    { path: `${apiPath}/metered` },
    { path: `${apiPath}/metered-mock` },
  ];
  const before = await openSockets(gateway.pid);
  const { statuses, sent, memory } = await run(gateway, mix);
  const settled = await socketsWhenIdle(gateway.pid, before);
  console.log({ sent, statuses, sockets: { before, after: settled } });
  const [early, late] = [
    memory.slice((1 / 5) * memory.length, (2 / 5) * memory.length),
    memory.slice((4 / 5) * memory.length),
  ];
  console.log('memory of its own, MB:', { afterAFifth: median(early), inTheLastFifth: median(late) });
  await gateway.stop();
} finally {
  await stopServers();
}
process.exit(0);

async function run(gateway, mix) {
  const pool = new Pool(`http://127.0.0.1:${gateway.port}`, { connections });
  const statuses = {};
  const memory = [];
  let sent = 0;
  const sampler = setInterval(async () => memory.push(await memoryMb(gateway.pid)), sampleMs);
  const client = async () => {
    while (sent < requests && performance.now() < endMs) {
      const number = sent++;
      const headers = { 'x-api-key': `key-${number % 1000}` };
      const response = await pool.request({ method: 'GET', headers, ...mix[number % mix.length] });
      await response.body.dump();
      statuses[response.statusCode] = (statuses[response.statusCode] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  clearInterval(sampler);
  await pool.close();
  return { statuses, sent, memory };
}

/** Sockets toward backends stay open for a while to be used again. */
async function socketsWhenIdle(pid, expected) {
  const untilMs = performance.now() + 30_000;
  let now = await openSockets(pid);
  while (now > expected && performance.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    now = await openSockets(pid);
  }
  return now;
}

async function openSockets(pid) {
  return (await readdir(`/proc/${pid}/fd`)).length;
}
