// `npm test [-- jest arguments]`: installs what is missing, runs jest (whose system suites build what they
// need), and closes with one plain line of counts. Without arguments all suites but those of endurance; with
// `--endurance` those alone.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enduranceSuites } from '../test/endurance-suites.mjs';
import { ensureInstalled } from './ensure-ready.mjs';

ensureInstalled();

const folder = mkdtempSync(join(tmpdir(), 'tollgate-jest-'));
const report = join(folder, 'report.json');
const jest = [
  'node_modules/jest/bin/jest.js',
  '--json',
  `--outputFile=${report}`,
  ...suites(process.argv.slice(2)),
];
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const child = spawn(process.execPath, [...flags, ...jest], {
  // With --json jest prints the report itself as well; only the file is wanted.
  stdio: ['ignore', 'ignore', 'inherit'],
  // Workers are processes of their own and take their flags from here.
  env: { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} ${flags.join(' ')}`.trim() },
});
// A terminal's Ctrl-C reaches jest too, which then stops what it started; this process only waits for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));

const code = await new Promise((resolve) =>
  child.once('exit', (status, signal) => resolve(signal ? 1 : status)),
);
console.log(closingLine());
rmSync(folder, { recursive: true, force: true });
process.exit(code);

/**
 * A suite that could not even be loaded has no tests to count, and must not look like a run without failures.
 */
function closingLine() {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    return `${result.numPassedTests} passed, ${result.numFailedTests + result.numRuntimeErrorTestSuites} failed`;
  } catch {
    return '0 passed, 1 failed';
  }
}

function suites(given) {
  if (given.length === 0) return ['--testPathIgnorePatterns', ...enduranceSuites];
  return given.flatMap((argument) => (argument === '--endurance' ? enduranceSuites : [argument]));
}
