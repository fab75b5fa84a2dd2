// What WebSocket connections cost: memory of ten thousand that are idle, beside a server that is nothing but
// `ws`; a message to a backend and back, beside a POST to an HTTP API; and whether those who speak are
// unharmed by clients that mean ill.
import { Pool } from 'undici';
import {
  openConnections,
  exchange,
  httpPath,
  startWebSocketGateway,
  webSocketPath,
} from './websocket-gateway.mjs';
import { measureInTurn } from './load.mjs';
import { measureHostileClients } from './hostile-websockets.mjs';
import { memoryOf, startNode, startServer, stop } from './processes.mjs';

const idleCount = 10_000;
const busyCount = 64;
const probe = ['--import', './bench/loop-stalls.mjs'];

export async function measureWebSockets({ quick }) {
  const upstream = await startServer('bench/servers/echo.mjs', [], '1');
  return [
    ...(await measureMemory(upstream.port, quick ? 2_000 : idleCount)),
    ...(await measureMessages(upstream.port, quick)),
    ...(await measureHostileClients(upstream.port, quick)),
  ];
}

async function measureMemory(upstreamPort, count) {
  const { child, message: port } = await startNode([...probe, 'bench/servers/bare-websocket.mjs'], '0');
  const bareKb = await memoryOfEach(child, port, '/', count);
  await stop(child);
  const gateway = await startWebSocketGateway({ upstreamPort, nodeArgs: probe });
  const gatewayKb = await memoryOfEach(gateway.child, gateway.port, webSocketPath, count);
  await gateway.stop();
  console.log(`memory of an idle connection, KB, of ${count}:`, { bare: bareKb, gateway: gatewayKb });
  return [
    ['an idle WebSocket beyond `ws` alone, KB', gatewayKb.anonymous - bareKb.anonymous, '<= 12'],
    ['an idle WebSocket, KB of heap beyond `ws` alone', gatewayKb.heap - bareKb.heap, ''],
  ];
}

/** KB of each, in the heap and in all; the first hundred connections have made what all of them share. */
async function memoryOfEach(child, port, path, count) {
  const first = await openConnections(100, port, path);
  const before = await memoryOf(child);
  const rest = await openConnections(count, port, path);
  const after = await memoryOf(child);
  for (const socket of [...first, ...rest]) socket.terminate();
  const each = (member) => ((after[member] - before[member]) * 1024) / count;
  return { heap: each('heapMb'), anonymous: each('anonymousMb') };
}

async function measureMessages(upstreamPort, quick) {
  const gateway = await startWebSocketGateway({ upstreamPort });
  const bare = await startServer('bench/servers/bare-websocket.mjs', [upstreamPort], '0');
  const talking = async (port, path) => {
    const sockets = await openConnections(busyCount, port, path);
    return (seconds) => talk(sockets, seconds);
  };
  const { rates, cpuUs, ratio } = await measureInTurn(
    {
      messages: { pid: gateway.pid, load: await talking(gateway.port, webSocketPath) },
      posts: { pid: gateway.pid, load: (seconds) => post(gateway.port, httpPath, seconds) },
      bareMessages: { pid: bare.pid, load: await talking(bare.port, '/') },
    },
    quick ? { rounds: 5, seconds: 1, warmSeconds: 2 } : { rounds: 27, seconds: 1, warmSeconds: 6 },
  );
  console.log(
    'messages or requests per second, medians:',
    rates,
    'microseconds of processor time each:',
    cpuUs,
  );
  await gateway.stop();
  return [
    ['WebSocket message to HTTP_PROXY and back / HTTP API POST', ratio('messages', 'posts'), '>= 0.9'],
    [
      'WebSocket message to HTTP_PROXY and back / bare `ws` and undici',
      ratio('messages', 'bareMessages'),
      '',
    ],
  ];
}

const text = JSON.stringify({ action: 'say', text: 'x'.repeat(80) });

/** Each socket asks, and asks again with the answer. */
export async function talk(sockets, seconds) {
  const [startedMs, untilMs] = [performance.now(), performance.now() + seconds * 1000];
  let requests = 0;
  await Promise.all(
    sockets.map(async (socket) => {
      while (performance.now() < untilMs) {
        if ((await exchange(socket, text)) !== text) throw new Error('another message came back');
        requests += 1;
      }
    }),
  );
  return { requests, rate: (requests * 1000) / (performance.now() - startedMs) };
}

/** The same bytes by as many connections of HTTP, from the same process. */
async function post(port, path, seconds) {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: busyCount });
  const [startedMs, untilMs] = [performance.now(), performance.now() + seconds * 1000];
  let requests = 0;
  await Promise.all(
    Array.from({ length: busyCount }, async () => {
      while (performance.now() < untilMs) {
        const { statusCode, body } = await pool.request({ method: 'POST', path, body: text });
        if (statusCode !== 200 || (await body.text()) !== text) throw new Error(`a POST got ${statusCode}`);
        requests += 1;
      }
    }),
  );
  const rate = (requests * 1000) / (performance.now() - startedMs);
  await pool.close();
  return { requests, rate };
}
