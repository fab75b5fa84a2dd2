// `npm run test:fuzz [-- --long] [-- --seed N]`: the fuzz tests alone. With --long a run of hours rather than
// of a minute; with --seed one that a failure has named, again.
import { spawn } from 'node:child_process';
import { ensureReady } from './ensure-ready.mjs';

const LONG_CASES = 500_000;

await ensureReady();
const seedAt = process.argv.indexOf('--seed');
const child = spawn(
  process.execPath,
  ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--runInBand', 'test/fuzz'],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(process.argv.includes('--long') && { TOLLGATE_FUZZ_CASES: String(LONG_CASES) }),
      ...(seedAt > 0 && { TOLLGATE_FUZZ_SEED: process.argv[seedAt + 1] }),
    },
  },
);
// A terminal's Ctrl-C reaches jest too, which then stops what it started; this process only waits for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.once('exit', (status, signal) => process.exit(signal ? 1 : status));
