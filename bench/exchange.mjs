// How long one exchange of a thousand keys takes, over HTTP.
import { greet, keyName, seedKeys, startMeteringPlane, timed, usesOf, wishesOf } from './metering-plane.mjs';

/** Of exchanges that report a use of each key, and of those that also wish for permits of each. */
const keys = 1000;

export async function measureExchange({ quick }) {
  const rounds = quick ? 30 : 200;
  const plane = await startMeteringPlane();
  try {
    await seedKeys(plane, keys);
    const keyIds = Array.from({ length: keys }, (_, index) => keyName(index + 1));
    const send = await greet(plane, 'bench');
    const counts = { usage: usesOf(keyIds) };
    const countsAndWishes = { ...counts, leases: wishesOf(keyIds) };
    // The first makes quotas and days; code is warm after some more.
    for (let warmUp = 0; warmUp < 10; warmUp++) await send(countsAndWishes);
    const how = { rounds, postmaster: plane.postmaster };
    const measured = {
      counts: await timed(() => send(counts), how),
      countsAndWishes: await timed(() => send(countsAndWishes), how),
    };
    console.log(`exchange of ${keys} keys, milliseconds:`, measured);
    return [[`exchange of ${keys} keys, ms`, measured.counts.medianMs, '<= 20']];
  } finally {
    await plane.close();
  }
}
