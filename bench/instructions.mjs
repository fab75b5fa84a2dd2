// `npm run bench:instructions [-- --only mock,open]`: how many instructions a request takes in the gateway
// and in its peers, outside of the system, counted by valgrind. A count is the same whatever else the machine
// does, so it tells a percent where a clock tells ten; it knows nothing of caches, nor of what the system
// does. Some minutes; needs valgrind.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { ensureReady } from '../scripts/ensure-ready.mjs';
import { choose } from './choose.mjs';
import { apiId } from '../apps/gateway/src/testing/documents.ts';
import { apiPath, startGateway } from './gateway.mjs';
import { httpApiDocuments, httpApiPath } from './http-apis.mjs';
import { askTimesOverHttp2 } from './http2.mjs';
import { observedStage } from './observability.mjs';
import { freePort } from '../scripts/free-port.mjs';
import { hasTool, startNode, startServer, stop, stopServers } from './processes.mjs';

const warmRequests = 16_000;
const requests = 4_000;
const windows = 6;

const { values } = parseArgs({ options: { only: { type: 'string' } } });

if (!hasTool('valgrind')) {
  console.error('valgrind is missing: apt-get install valgrind');
  process.exit(1);
}
const peer = (name, path) => async (under) => {
  const { child, message } = await startNode(
    [`bench/servers/${name}.mjs`, String(upstream.port)],
    null,
    {},
    under,
  );
  return { port: message, child, path, stop: () => stop(child) };
};
const gateway = (path) => async (under) => {
  const started = await startGateway({
    keys: 10,
    upstreamPort: upstream.port,
    core: null,
    under,
    stages: { logged: observedStage },
    documents: httpApiDocuments(upstream.port),
  });
  return { ...started, path };
};
const overHttp2 =
  (start, port = null) =>
  async (under) => {
    const started = await start(under);
    return { ...started, send: (times) => askTimesOverHttp2(port ?? started.port, started.path, times) };
  };
const httpsPort = await freePort();
const targets = {
  'bare reply': peer('bare-reply', '/'),
  mock: gateway(`${apiPath}/mock`),
  'bare proxy': peer('bare-proxy', '/open'),
  open: gateway(`${apiPath}/open`),
  'open of an HTTP API': gateway(httpApiPath),
  'open with access log and detailed metrics': gateway(`/_aws/execute-api/${apiId}/logged/open`),
  metered: gateway(`${apiPath}/metered`),
  'bare http2': overHttp2(peer('bare-http2-proxy', '/open')),
  'open over HTTP/2': overHttp2(
    gateway(`${apiPath}/open`, { TOLLGATE_GATEWAY_HTTPS_PORT: String(httpsPort) }),
    httpsPort,
  ),
  'fast-gateway': peer('fast-gateway', '/open/get'),
};
const chosen = choose(values.only, Object.keys(targets));
await ensureReady();
const upstream = await startServer('bench/servers/bare-reply.mjs', [], null);
try {
  console.log('| target | instructions per request |\n|---|---|');
  for (const name of chosen) {
    console.log(`| ${name} | ${await count(targets[name])} |`);
  }
} finally {
  await stopServers();
}
process.exit(0);

async function count(start) {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-bench-'));
  const options = ['--tool=callgrind', '--smc-check=all-non-file', '--fair-sched=yes'];
  const {
    child,
    port,
    path,
    send = (amount) => askOverHttp1(port, path, amount),
    stop: end,
  } = await start(['valgrind', '-q', ...options, `--callgrind-out-file=${folder}/out`]);
  /** Since the last time. */
  const counted = async () => {
    execFileSync('callgrind_control', ['-d', String(child.pid)], { stdio: 'ignore' });
    const parts = (await readdir(folder)).map((file) => Number(/^out\.(\d+)$/.exec(file)?.[1] ?? 0));
    return Number(/^summary: (\d+)/m.exec(await readFile(`${folder}/out.${Math.max(...parts)}`, 'utf8'))[1]);
  };
  try {
    await send(warmRequests);
    await counted();
    const seen = [];
    for (let window = 0; window < windows; window++) {
      await send(requests);
      seen.push(Math.round((await counted()) / requests));
    }
    // The engine compiles and collects in some windows; the least is the requests' own.
    return Math.min(...seen);
  } finally {
    await end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function askOverHttp1(port, path, amount) {
  const { non2xx, errors } = await autocannon({
    url: `http://127.0.0.1:${port}${path}`,
    amount,
    connections: 16,
    headers: { 'x-api-key': 'key-0' },
    timeout: 60,
  });
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} of ${amount} requests failed`);
}
