// `npm run test:fault [-- --long] [-- jest arguments]`: the tests that kill, cut, fill up and load; with
// --long in their full size, which takes half an hour rather than minutes.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const given = process.argv.slice(2);
const args = given.filter((argument) => argument !== '--long');
const env = { ...process.env, ...(given.includes('--long') ? { TOLLGATE_TEST_LONG: '1' } : {}) };
const { status } = spawnSync(
  process.execPath,
  ['scripts/test.mjs', ...(args.length ? args : ['test/fault', 'test/load'])],
  {
    cwd: dirname(dirname(fileURLToPath(import.meta.url))),
    env,
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
