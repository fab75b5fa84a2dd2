// `npm run bench [-- --quick]`: a gateway process against its peers, in rounds that take turns, on the same cores: the target alone on one,
// the load generator, the upstream and the control plane on another. Prints medians and ratios; --quick is a rough form of a minute.
import { spawnSync } from 'node:child_process';
import { ensureReady } from '../scripts/ensure-ready.mjs';
import { hasTool, startServer, stopServers } from './processes.mjs';
import { measureExchange } from './exchange.mjs';
import { measureInTurn } from './load.mjs';
import { measureKeys } from './keys.mjs';
import { apiPath, startGateway } from './gateway.mjs';

const quick = process.argv.includes('--quick');
await ensureReady();
if (hasTool('taskset')) spawnSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)]);
else console.log('taskset is missing: nothing is pinned, ratios mean little');

try {
  const upstream = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const bareReply = await startServer('bench/servers/bare-reply.mjs', [], '0');
  const bareProxy = await startServer('bench/servers/bare-proxy.mjs', [upstream.port], '0');
  const fastGateway = await startServer('bench/servers/fast-gateway.mjs', [upstream.port], '0');
  const gateway = await startGateway({ keys: 10, upstreamPort: upstream.port });
  const rates = await measureInTurn(
    {
      bareReply: { port: bareReply.port, path: '/' },
      mock: { port: gateway.port, path: `${apiPath}/mock` },
      bareProxy: { port: bareProxy.port, path: '/open' },
      open: { port: gateway.port, path: `${apiPath}/open` },
      metered: { port: gateway.port, path: `${apiPath}/metered`, key: 'key-0' },
      fastGateway: { port: fastGateway.port, path: '/open/get' },
    },
    quick ? { rounds: 3, seconds: 1 } : { rounds: 7, seconds: 5 },
  );
  console.log('requests per second, medians:', rates);
  await gateway.stop();
  const keys = await measureKeys({ many: quick ? 100_000 : 1_000_000, quick, upstreamPort: upstream.port });
  const exchange = await measureExchange({ keys: 1000, rounds: quick ? 30 : 200 });
  console.log('exchange of 1,000 keys, milliseconds:', exchange);
  print([
    ['MOCK / bare node:http reply', rates.mock / rates.bareReply, '>= 0.70'],
    ['HTTP_PROXY open / bare undici proxy', rates.open / rates.bareProxy, '>= 0.85'],
    ['HTTP_PROXY open / fast-gateway', rates.open / rates.fastGateway, '>= 1.6'],
    ['HTTP_PROXY metered / bare undici proxy', rates.metered / rates.bareProxy, '>= 0.75'],
    ['HTTP_PROXY metered / fast-gateway', rates.metered / rates.fastGateway, '>= 1.4'],
    ['route match, 10 -> 10,000 routes', routeMatchGrowth(), '<= 1.3'],
    [`memory for ${keys.many} keys, MB`, keys.moreMb, '<= 150'],
    ['exchange of 1,000 keys, ms', exchange.counts.medianMs, '<= 20'],
    [`metered request at ${keys.many} keys / at 10`, keys.costRatio, '<= 1.2'],
  ]);
} finally {
  await stopServers();
}
process.exit(0);

function routeMatchGrowth() {
  const source = ['--conditions=tollgate-source', '--import', './test/support/run-sources.mjs'];
  const { stdout } = spawnSync(process.execPath, [...source, 'libs/route-trie/src/route-trie.bench.ts']);
  return JSON.parse(stdout).ratio;
}

function print(rows) {
  console.log('\n| what | measured | must reach |\n|---|---|---|');
  for (const [what, value, goal] of rows) console.log(`| ${what} | ${value.toFixed(2)} | ${goal} |`);
}
