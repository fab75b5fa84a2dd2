// Those who speak at an even pace, alone and beside clients that mean ill: how long they wait, what the
// gateway's memory does, and whether the others are cut.
import { setTimeout as delay } from 'node:timers/promises';
import { memoryMb, memoryOf, startNode, stop } from './processes.mjs';
import { exchange, openConnections, startWebSocketGateway, webSocketPath } from './websocket-gateway.mjs';

const speakers = 16;
const pauseMs = 20;
const crowdArguments = ['--import', './test/support/run-sources.mjs', 'bench/servers/hostile-clients.mjs'];
/** Whoever sends what no good client does; the rest may stay as long as anybody. */
const flooders = [
  'flood of pings',
  'flood of empty pongs',
  'flood of tiny fragments',
  'giant length',
  'never reads',
];

export async function measureHostileClients(upstreamPort, quick) {
  const [seconds, each] = quick ? [20, 10] : [60, 50];
  const gateway = await startWebSocketGateway({
    upstreamPort,
    nodeArgs: ['--import', './bench/loop-stalls.mjs'],
  });
  const sockets = await openConnections(speakers, gateway.port, webSocketPath);
  const alone = await speak(sockets, seconds);
  // The first crowd has made what stays: connections to the backend, compiled code.
  const first = await withCrowd(gateway, each, () => speak(sockets, seconds));
  const second = await withCrowd(gateway, each, () => speak(sockets, seconds));
  for (const socket of sockets) socket.terminate();
  await gateway.stop();
  console.log('messages in ms of those who speak:', { alone, first: first.spoken, second: second.spoken });
  console.log('hostile clients:', second.counts);
  const crowds = [first, second];
  const left = crowds.map(({ counts }) =>
    flooders.reduce((sum, kind) => sum + counts[kind].begun - counts[kind].cut, 0),
  );
  return [
    ['hostile WebSocket clients: flooders not cut', left[0] + left[1], '0'],
    [`memory that ${each} of each kind take at most, MB`, second.mostMb - first.leftMb, ''],
    ['the same when they have left, MB', second.leftMb - first.leftMb, '<= 16'],
    ['messages of others in vain', first.spoken.inVain + second.spoken.inVain, '0'],
    ['p99 of others beside them, ms', second.spoken.p99Ms, ''],
  ];
}

/** What others do beside them, what became of them, and what the gateway has of memory meanwhile and then. */
async function withCrowd(gateway, each, others) {
  const { child: crowd } = await startNode(
    [...crowdArguments, gateway.port, webSocketPath, each].map(String),
    '1',
    { NODE_OPTIONS: '--conditions=tollgate-source' },
  );
  let mostMb = 0;
  const sampler = setInterval(async () => (mostMb = Math.max(mostMb, await memoryMb(gateway.pid))), 200);
  const spoken = await others();
  clearInterval(sampler);
  const told = new Promise((resolve) => crowd.once('message', resolve));
  crowd.send('counts');
  const counts = await told;
  await stop(crowd);
  const { anonymousMb: leftMb } = await memoryOf(gateway.child);
  return { spoken, counts, mostMb, leftMb };
}

async function speak(sockets, seconds) {
  const untilMs = performance.now() + seconds * 1000;
  const times = [];
  let inVain = 0;
  await Promise.all(
    sockets.map(async (socket) => {
      while (performance.now() < untilMs) {
        const startedMs = performance.now();
        if ((await exchange(socket, '{"action":"say"}')) === '{"action":"say"}')
          times.push(performance.now() - startedMs);
        else inVain += 1;
        await delay(pauseMs);
      }
    }),
  );
  times.sort((one, other) => one - other);
  const at = (share) => times[Math.floor(times.length * share)];
  return { messages: times.length, inVain, medianMs: at(0.5), p99Ms: at(0.99) };
}
