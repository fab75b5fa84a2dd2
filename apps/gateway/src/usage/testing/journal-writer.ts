import { encodeUse } from '#libs/metering';
import { silentLogger } from '#libs/telemetry';
import { Journal } from '../journal.js';

/**
 * Appends for as long as it lives and prints how many entries have been acknowledged; killed by
 * `journal.spec.ts`.
 */
const journal = new Journal({ folder: process.argv[2] ?? '', log: silentLogger, segmentBytesMax: 4096 });
const use = encodeUse({
  usagePlanId: 'plan01',
  keyId: 'key0000001',
  day: '2026-11-21',
  hour: 7,
  permitPeriod: null,
});
const other = encodeUse({
  usagePlanId: 'plan01',
  keyId: 'key0000002',
  day: '2026-11-21',
  hour: 7,
  permitPeriod: null,
});
let acknowledged = 0;

function turn(): void {
  for (let i = 0; i < 5; i++) {
    const sequence = journal.append(i % 2 === 0 ? use : other);
    journal.whenWritten(sequence, () => (acknowledged += 1));
  }
  // A turn later, so that what is printed was acknowledged before.
  setImmediate(() => {
    process.stdout.write(`${acknowledged}\n`);
    setImmediate(turn);
  });
}
turn();
