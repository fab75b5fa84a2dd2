// `npm run bench:management [-- --quick]`: reads and writes of the management API per second, eight clients,
// beside moto_server (an in-memory emulator) where that is installed. One control-plane process with its
// Postgres and its worker; nothing is pinned: target and load generator share the machine, and targets take
// turns. Prints medians and ratios.
import { ensureReady } from '../scripts/ensure-ready.mjs';
import { roundOf } from './management/calls.mjs';
import { startControlPlane } from './management/control-plane.mjs';
import { startMoto } from './management/moto.mjs';
import { send } from './management/send.mjs';

const quick = process.argv.includes('--quick');
const rounds = quick ? 3 : 7;
const callsPerRound = quick ? { reads: 1000, writes: 600 } : { reads: 4000, writes: 2000 };
/** Reads and writes per second that moto_server 5 was seen to reach on two cores, for machines without it. */
const reference = { reads: 550, writes: 500 };

await ensureReady();
const targets = [await startControlPlane(), await startMoto()].filter((target) => target !== null);
try {
  const seen = new Map(
    targets.map(({ name }) => [name, { reads: [], writes: [], cpuMs: { reads: [], writes: [] } }]),
  );
  // The first round warms up.
  for (let number = 0; number <= rounds; number++) {
    for (const target of targets) {
      const calls = await roundOf(target, callsPerRound);
      for (const kind of ['reads', 'writes']) {
        const before = target.cpuMs();
        const rate = await send(target, await calls[kind]());
        if (number === 0) continue;
        seen.get(target.name)[kind].push(rate);
        seen.get(target.name).cpuMs[kind].push((target.cpuMs() - before) / callsPerRound[kind]);
      }
      await calls.removeKeys();
    }
  }
  print(seen);
} finally {
  for (const target of targets) await target.stop();
}
process.exit(0);

function print(seen) {
  const [ours, moto] = [...seen.values()];
  console.log(
    '| what | tollgate | moto_server | ratio | must reach | CPU ms per call, tollgate |\n|---|---|---|---|---|---|',
  );
  for (const [kind, goal] of [
    ['reads', 4],
    ['writes', 2],
  ]) {
    const theirs = moto ? median(moto[kind]) : reference[kind];
    const row = [
      `${kind} per second`,
      Math.round(median(ours[kind])),
      Math.round(theirs),
      (median(ours[kind]) / theirs).toFixed(2),
      `>= ${goal}`,
      median(ours.cpuMs[kind]).toFixed(2),
    ];
    console.log(`| ${row.join(' | ')} |`);
  }
  if (!moto) console.log('moto_server is not on the PATH: its column is what was measured elsewhere');
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
