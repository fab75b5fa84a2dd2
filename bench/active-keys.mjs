// `npm run load:keys [-- --keys 100000 --seconds 30 --rate 6000]`: one gateway, so many keys with throttle
// and quota, used one after the other, and how long its event loop was held up. Rate 0: as fast as it goes.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureReady } from '../scripts/ensure-ready.mjs';
import { apiPath, startGateway } from './gateway.mjs';
import { hasTool, stopServers } from './processes.mjs';

const { values } = parseArgs({
  options: {
    keys: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '30' },
    rate: { type: 'string', default: '6000' },
  },
});
const [keys, seconds, rate] = [Number(values.keys), Number(values.seconds), Number(values.rate)];
const connections = 200;

await ensureReady();
// The load on one core; the gateway on any, as its collector works beside its loop.
if (hasTool('taskset')) spawnSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)]);
try {
  const nodeArgs = ['--import', './bench/loop-stalls.mjs'];
  const gateway = await startGateway({ keys, upstreamPort: 1, nodeArgs, core: null });
  console.log(`${keys} keys are published`, await stalls(gateway.child));
  // The first round meets every key for the first time, the others find them in use.
  for (const round of ['first uses', 'in use']) {
    const { statuses, perSecond } = await send(
      gateway.port,
      round === 'first uses' ? keys : Infinity,
      seconds,
    );
    console.log(round, { perSecond: Math.round(perSecond), statuses }, await stalls(gateway.child));
  }
  await gateway.stop();
} finally {
  await stopServers();
}
process.exit(0);

async function stalls(child) {
  child.send('stalls');
  const [told] = await once(child, 'message');
  return JSON.stringify(told, (_name, value) =>
    typeof value === 'number' ? Math.round(value * 10) / 10 : value,
  );
}

/** Keys in turn, over some connections; ends after so many requests or seconds. */
async function send(port, requests, seconds) {
  const statuses = {};
  const startedMs = performance.now();
  const endMs = startedMs + seconds * 1000;
  let sent = 0;
  const over = () => sent >= requests || performance.now() > endMs;
  const early = () => rate > 0 && sent > ((performance.now() - startedMs) / 1000) * rate;
  const client = () =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1').setNoDelay();
      socket.on('error', reject);
      const next = () => {
        if (over()) return socket.end(resolve);
        if (early()) return setTimeout(next, 1);
        socket.write(
          `GET ${apiPath}/metered-mock HTTP/1.1\r\nHost: a\r\nx-api-key: key-${sent++ % keys}\r\n\r\n`,
        );
      };
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        const length = /\r\ncontent-length: (\d+)\r\n[^]*?\r\n\r\n/i.exec(text);
        if (!length || text.length < length.index + length[0].length + Number(length[1])) return;
        const status = text.slice(9, 12);
        statuses[status] = (statuses[status] ?? 0) + 1;
        text = '';
        next();
      });
      next();
    });
  // One after the other: two hundred that arrive at once would be a stall of the load's own making.
  const clients = [];
  for (let count = 0; count < connections; count++) {
    clients.push(client());
    await delay(5);
  }
  await Promise.all(clients);
  return { statuses, perSecond: sent / ((performance.now() - startedMs) / 1000) };
}
