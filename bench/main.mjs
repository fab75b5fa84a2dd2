// `npm run bench [-- --quick] [-- --only throughput,keys]`: the built processes against their peers, in
// rounds that take turns, on the same cores: the target alone on one, the load generator, the upstream and
// the control plane on another. Prints medians and ratios; --quick is a rough form of some minutes.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ensureReady } from '../scripts/ensure-ready.mjs';
import { choose } from './choose.mjs';
import { hasTool, stopServers } from './processes.mjs';

/** Sections in their order, each loaded when it runs; all give rows of what, value and goal. */
const sections = {
  throughput: async () => (await import('./throughput.mjs')).measureThroughput,
  authorization: async () => (await import('./authorization.mjs')).measureAuthorization,
  cache: async () => (await import('./cache.mjs')).measureCache,
  observability: async () => (await import('./observability.mjs')).measureObservability,
  'http-apis': async () => (await import('./http-apis.mjs')).measureHttpApis,
  websockets: async () => (await import('./websockets.mjs')).measureWebSockets,
  http2: async () => (await import('./http2.mjs')).measureHttp2,
  domains: async () => (await import('./domains.mjs')).measureDomains,
  traces: async () => (await import('./traces.mjs')).measureTraces,
  receivers: async () => (await import('./receivers.mjs')).measureReceivers,
  shapes: async () => (await import('./shapes.mjs')).measureShapes,
  keys: async () => (await import('./keys.mjs')).measureKeys,
  exchange: async () => (await import('./exchange.mjs')).measureExchange,
  deployments: async () => (await import('./deployments.mjs')).measureDeployments,
};
/** These are whole installations, which share the cores with their load. */
const unpinned = new Set(['exchange', 'deployments']);

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const chosen = choose(values.only, Object.keys(sections));
await ensureReady();
if (!hasTool('taskset')) console.log('taskset is missing: nothing is pinned, ratios mean little');

const rows = [];
try {
  for (const name of chosen) {
    pin(unpinned.has(name) ? '0-1' : '1');
    const measureSection = await sections[name]();
    rows.push(...(await measureSection({ quick: values.quick })));
    await stopServers();
  }
} finally {
  await stopServers();
}
console.log('\n| what | measured | by processor time | must reach |\n|---|---|---|---|');
for (const [what, value, goal] of rows) {
  const { byRate = value, byProcessorTime = NaN } = value;
  const second = Number.isNaN(byProcessorTime) ? '' : byProcessorTime.toFixed(2);
  console.log(`| ${what} | ${byRate.toFixed(2)} | ${second} | ${goal} |`);
}
process.exit(0);

/** This process and what it starts without a core of its own. */
function pin(cores) {
  if (hasTool('taskset')) spawnSync('taskset', ['-a', '-p', '-c', cores, String(process.pid)]);
}
