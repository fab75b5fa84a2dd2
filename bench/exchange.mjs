// How long one exchange of many keys takes, over HTTP: `npm run bench` has a row for it, `node ... bench/exchange.mjs` prints all of it.
import { greet, keyName, seedKeys, startMeteringPlane, timed, usesOf, wishesOf } from './metering-plane.mjs';

/** Of exchanges that report a use of each key, and of those that also wish for permits of each. */
export async function measureExchange({ keys, rounds }) {
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
    return {
      counts: await timed(() => send(counts), how),
      countsAndWishes: await timed(() => send(countsAndWishes), how),
    };
  } finally {
    await plane.close();
  }
}

if (process.argv[1].endsWith('exchange.mjs')) {
  console.log(await measureExchange({ keys: 1000, rounds: 100 }));
}
