// `npm run load:websockets [-- --idle 10000 --busy 1000 --minutes 5]`: one gateway with connections that are
// idle and others that send a message a second to a backend and wait for its response. Whether its memory
// stays flat, how long its event loop was held up, and whether a socket is left when all leave in one moment.
import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureReady } from '../scripts/ensure-ready.mjs';
import { median } from './load.mjs';
import { memoryMb, memoryOf, startServer, stopServers } from './processes.mjs';
import { exchange, openConnections, startWebSocketGateway, webSocketPath } from './websocket-gateway.mjs';

const { values } = parseArgs({
  options: {
    idle: { type: 'string', default: '10000' },
    busy: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '5' },
  },
});
const [idle, busy, minutes] = [values.idle, values.busy, values.minutes].map(Number);
const pauseMs = 1000;
const sampleMs = 1000;

await ensureReady();
try {
  const upstream = await startServer('bench/servers/echo.mjs', [], null);
  const gateway = await startWebSocketGateway({
    upstreamPort: upstream.port,
    core: null,
    nodeArgs: ['--import', './bench/loop-stalls.mjs'],
  });
  const before = await openFiles(gateway.pid);
  const still = await openConnections(idle, gateway.port, webSocketPath);
  const talking = await openConnections(busy, gateway.port, webSocketPath);
  console.log(`${idle} idle and ${busy} busy connections for ${minutes} minutes`);
  // What opening them has cost is not asked about.
  await memoryOf(gateway.child);
  const { messages, wrong, memory } = await run(gateway, talking);
  const lost = [...still, ...talking].filter((socket) => socket.readyState !== 1).length;
  const { own, wall, heapMb } = await memoryOf(gateway.child);
  const [early, late] = [
    memory.slice((1 / 5) * memory.length, (2 / 5) * memory.length),
    memory.slice((4 / 5) * memory.length),
  ].map(median);
  console.log({ messages, wrong, lost, heapMb });
  console.log('event loop held up at most, ms:', { ofItsOwn: own.maxMs, byTheClock: wall.maxMs });
  console.log('memory of its own, MB:', { afterAFifth: early, inTheLastFifth: late });
  for (const socket of [...still, ...talking]) socket.terminate();
  console.log('open files:', { before, after: await filesWhenAllHaveLeft(gateway.pid, before) });
  await gateway.stop();
} finally {
  await stopServers();
}
process.exit(0);

async function run(gateway, sockets) {
  const memory = [];
  const sampler = setInterval(async () => memory.push(await memoryMb(gateway.pid)), sampleMs);
  const untilMs = performance.now() + minutes * 60_000;
  let messages = 0;
  let wrong = 0;
  await Promise.all(
    sockets.map(async (socket, index) => {
      // They do not all speak in the same moment.
      await delay((index / sockets.length) * pauseMs);
      while (performance.now() < untilMs) {
        const text = `{"action":"say","number":${messages++}}`;
        if ((await exchange(socket, text)) !== text) wrong += 1;
        await delay(pauseMs);
      }
    }),
  );
  clearInterval(sampler);
  return { messages, wrong, memory };
}

/** Sockets toward the backend stay open for a while to be used again. */
async function filesWhenAllHaveLeft(pid, expected) {
  const untilMs = performance.now() + 60_000;
  let now = await openFiles(pid);
  while (now > expected && performance.now() < untilMs) {
    await delay(500);
    now = await openFiles(pid);
  }
  return now;
}

async function openFiles(pid) {
  return (await readdir(`/proc/${pid}/fd`)).length;
}
