// `npm run bench:profile [-- --path metered --seconds 8 --functions 40]`: where the processor time of the
// gateway goes under one kind of request (mock, open, http-api, http2, metered, lambda, cognito, websocket),
// by V8's sampling profiler; shares of the time that the gateway was busy, and of the dearest functions if
// told. The time of system calls shows under the functions that make them.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureReady } from '../scripts/ensure-ready.mjs';
import { apiPath } from './gateway.mjs';
import { startGuardedGateway } from './guarded-gateway.mjs';
import { measureInTurn } from './load.mjs';
import { hasTool, startServer, stopServers } from './processes.mjs';
import { openConnections, startWebSocketGateway, webSocketPath } from './websocket-gateway.mjs';
import { talk } from './websockets.mjs';

const { values } = parseArgs({
  options: {
    path: { type: 'string', default: 'metered' },
    seconds: { type: 'string', default: '8' },
    functions: { type: 'string', default: '0' },
  },
});

await ensureReady();
if (hasTool('taskset')) spawnSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)]);
const folder = await mkdtemp(join(tmpdir(), 'tollgate-bench-'));
try {
  const upstream = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const nodeArgs = ['--cpu-prof', '--cpu-prof-interval', '250', '--cpu-prof-dir', folder];
  const { gateway, target } =
    values.path === 'websocket' ? await overWebSockets(nodeArgs) : await byRequests(nodeArgs, upstream.port);
  const { rates } = await measureInTurn(
    { [values.path]: target },
    { rounds: 1, seconds: Number(values.seconds) },
  );
  await gateway.stop();
  console.log('requests per second, while profiled:', rates);
  const [file] = await readdir(folder);
  print(JSON.parse(await readFile(join(folder, file), 'utf8')));
} finally {
  await stopServers();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);

async function byRequests(nodeArgs, upstreamPort) {
  const gateway = await startGuardedGateway({ keys: 10, upstreamPort, nodeArgs });
  const { open, [values.path]: target = { ...open, path: `${apiPath}/${values.path}` } } = gateway.targets;
  return { gateway, target: { ...target, key: 'key-0' } };
}

/** Messages to a backend and back. */
async function overWebSockets(nodeArgs) {
  const upstream = await startServer('bench/servers/echo.mjs', [], '1');
  const gateway = await startWebSocketGateway({ upstreamPort: upstream.port, nodeArgs });
  const sockets = await openConnections(64, gateway.port, webSocketPath);
  return { gateway, target: { pid: gateway.pid, load: (seconds) => talk(sockets, seconds) } };
}

function print({ nodes, samples, timeDeltas }) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const areas = new Map();
  const functions = new Map();
  let busy = 0;
  samples.forEach((id, index) => {
    const area = areaOf(frames.get(id));
    if (area === null) return;
    busy += timeDeltas[index];
    areas.set(area, (areas.get(area) ?? 0) + timeDeltas[index]);
    const name = nameOf(frames.get(id));
    functions.set(name, (functions.get(name) ?? 0) + timeDeltas[index]);
  });
  printShares('where', busy, areas, areas.size);
  if (Number(values.functions) > 0) printShares('function', busy, functions, Number(values.functions));
}

function printShares(what, busy, times, atMost) {
  console.log(`\n| ${what} | share |\n|---|---|`);
  const dearest = [...times].sort(([, a], [, b]) => b - a).slice(0, atMost);
  for (const [name, time] of dearest) {
    if (time / busy >= 0.002) console.log(`| ${name} | ${((100 * time) / busy).toFixed(1)} % |`);
  }
}

function nameOf({ functionName, url, lineNumber }) {
  return `${functionName || 'without a name'} ${url.replace(/^.*\/(?=dist|node_modules)/, '')}:${lineNumber + 1}`;
}

/** Null for what is no work: waiting, and what happens at the start only. */
function areaOf({ functionName, url }) {
  if (functionName === '(idle)' || /internal\/(modules|bootstrap|process\/esm)|asn1|x509|lexer/.test(url))
    return null;
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(program)') return 'native code without a name';
  const ours = /dist\/(apps\/gateway\/src\/[^/]+|libs\/[^/]+)/.exec(url);
  if (ours) return `ours: ${ours[1].replace('apps/gateway/src/', '')}`;
  if (url.includes('/undici/') || url.startsWith('wasm:')) return 'undici: the HTTP client';
  if (url.includes('node:_http')) return 'node:http';
  if (url.startsWith('node:')) return 'node: sockets, streams, timers, events';
  if (/^write/.test(functionName)) return 'writing to sockets (system calls)';
  return url === '' ? 'native functions' : 'other packages';
}
