// Requests that are not small, and gateways that hold much: many routes, many connections, bodies of the
// largest size.
import { spawnSync } from 'node:child_process';
import { Pool } from 'undici';
import { mockMethod } from '../apps/gateway/src/testing/documents.ts';
import { apiPath, startGateway } from './gateway.mjs';
import { measureInTurn, median } from './load.mjs';
import { startServer } from './processes.mjs';

const routes = 10_000;
const largest = 10 * 1024 * 1024;

export async function measureShapes({ quick }) {
  const rounds = quick ? { rounds: 3, seconds: 1 } : { rounds: 9, seconds: 2, warmSeconds: 4 };
  const upstream = await startServer('bench/servers/body-reader.mjs', [], '1');
  const bareProxy = await startServer('bench/servers/bare-proxy.mjs', [upstream.port], '0');
  const small = await startGateway({ keys: 0, upstreamPort: upstream.port });
  const many = await startGateway({ keys: 0, upstreamPort: upstream.port, more: manyRoutes() });
  const { rates, ratio } = await measureInTurn(
    {
      fewRoutes: { port: small.port, pid: small.pid, path: `${apiPath}/mock` },
      manyRoutes: { port: many.port, pid: many.pid, path: `${apiPath}/group-77/items/7/part-7` },
      bareProxy: { ...bareProxy, path: '/open', connections: 1000 },
      open: { port: small.port, pid: small.pid, path: `${apiPath}/open`, connections: 1000 },
    },
    rounds,
  );
  const throughBare = await bodiesPerSecond(bareProxy.port, '/open', rounds);
  const throughGateway = await bodiesPerSecond(small.port, `${apiPath}/open`, rounds);
  console.log('many routes, 1,000 connections:', rates, '10 MiB bodies per second:', {
    throughBare,
    throughGateway,
  });
  await small.stop();
  await many.stop();
  return [
    ['route match, 10 -> 10,000 routes', routeMatchGrowth(), '<= 1.3'],
    ['MOCK with 10,000 routes / with 4', ratio('manyRoutes', 'fewRoutes'), ''],
    ['HTTP_PROXY / bare undici proxy, 1,000 connections', ratio('open', 'bareProxy'), ''],
    ['HTTP_PROXY / bare undici proxy, bodies of 10 MiB', throughGateway / throughBare, ''],
  ];
}

function manyRoutes() {
  const paths = Array.from(
    { length: routes },
    (_, n) => `/group-${n % 100}/items/{item}/part-${Math.floor(n / 100)}`,
  );
  return Object.fromEntries(paths.map((path) => [path, { GET: mockMethod('{"ok":true}') }]));
}

function routeMatchGrowth() {
  const source = ['--import', './test/support/run-sources.mjs'];
  const { stdout } = spawnSync(process.execPath, [...source, 'libs/route-trie/src/route-trie.bench.ts']);
  return JSON.parse(stdout).ratio;
}

/** Sends bodies of the largest size over four connections. */
async function bodiesPerSecond(port, path, { rounds, seconds }) {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 4 });
  const body = Buffer.alloc(largest, 'x');
  const seen = [];
  for (let round = 0; round < rounds; round++) {
    const startMs = performance.now();
    let sent = 0;
    const client = async () => {
      while (performance.now() - startMs < seconds * 1000) {
        const response = await pool.request({ path, method: 'POST', body });
        if (response.statusCode !== 200) throw new Error(`a body of 10 MiB gets a ${response.statusCode}`);
        await response.body.dump();
        sent += 1;
      }
    };
    await Promise.all([client(), client(), client(), client()]);
    seen.push((sent * 1000) / (performance.now() - startMs));
  }
  await pool.close();
  return median(seen);
}
