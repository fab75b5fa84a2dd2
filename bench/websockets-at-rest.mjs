// `npm run load:websockets [-- --connections=10000]`: what so many idle WebSocket connections take of memory
// in the gateway's listener and with `ws` alone, and how long the loop is held up when all leave at once.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { startNode, stopServers } from './processes.mjs';

const given = (name, otherwise) =>
  Number(process.argv.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
const connections = given('connections', 10_000);
const atOnce = 200;
const host = 'a1b2c3d4e5.execute-api.localhost';
const request =
  `GET /dev HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nUser-Agent: a client at rest\r\n\r\n';

const told = async (child) => {
  child.send('stalls');
  const [{ own, heapMb, rssMb }] = await once(child, 'message');
  return { ownMaxMs: own.maxMs, heapMb, rssMb };
};

function open(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.once('data', (bytes) => {
      if (bytes.toString('latin1').startsWith('HTTP/1.1 101')) resolve(socket);
      else reject(new Error(bytes.toString('latin1').slice(0, 200)));
    });
    socket.on('error', reject);
  });
}

async function measure(name) {
  const args = ['--import', './test/support/run-sources.mjs', '--import', './bench/loop-stalls.mjs'];
  const { child, message: port } = await startNode(
    ['--conditions=tollgate-source', ...args, `bench/servers/${name}.mjs`],
    null,
  );
  // What the first connections set up is nobody's memory.
  for (const socket of await Promise.all(Array.from({ length: atOnce }, () => open(port)))) socket.destroy();
  await delay(1000);
  const before = await told(child);
  const sockets = [];
  while (sockets.length < connections) {
    const length = Math.min(atOnce, connections - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length }, () => open(port)))));
  }
  await delay(1000);
  await told(child);
  const after = await told(child);
  const each = (part) => ((after[part] - before[part]) * 2 ** 20) / connections / 1024;
  for (const socket of sockets) socket.destroy();
  await delay(5000);
  const left = await told(child);
  child.kill();
  return {
    heapKbEach: each('heapMb'),
    rssKbEach: each('rssMb'),
    stallMsOfAllLeaving: left.ownMaxMs,
    heapKbEachLeft: ((left.heapMb - before.heapMb) * 2 ** 20) / connections / 1024,
  };
}

try {
  const alone = await measure('bare-websockets');
  const held = await measure('held-websockets');
  console.table({ 'ws alone': alone, 'the gateway’s listener': held });
  console.log('beyond ws alone, KB each:', held.rssKbEach - alone.rssKbEach, 'of at most 12');
} finally {
  await stopServers();
}
process.exit(0);
