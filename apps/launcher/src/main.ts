import { fileURLToPath } from 'node:url';
import { ConfigError, readConfig } from '#libs/config';
import { PostgresStartError } from '#libs/embedded-postgres';
import { launcherConfig } from './config.js';
import { createFleet } from './fleet.js';
import { LaunchError } from './launch-error.js';
import { launch } from './launch.js';
import { createTerminal } from './terminal.js';

/** A terminal's Ctrl-C arrives twice: from the terminal, and again from npm, which passes on what it got. */
const samePressMs = 500;

const fleet = createFleet();
const terminal = createTerminal(process.stdout);
let firstSignalAt: number | undefined;

async function end(code: number): Promise<never> {
  await fleet.stop();
  // A signal may come in the middle of the start; what is just being started joins the fleet, and is stopped,
  // only when it has started.
  await started;
  process.exit(code);
}

function onSignal(): void {
  if (firstSignalAt === undefined) {
    firstSignalAt = Date.now();
    terminal.say('stopping ...');
    void end(0);
  } else if (Date.now() - firstSignalAt > samePressMs) {
    fleet.killAll();
    process.exit(130);
  }
}

function complain(error: unknown): void {
  const expected = [ConfigError, LaunchError, PostgresStartError].some((type) => error instanceof type);
  const text =
    error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
// The reader of our output has gone (`npm start | head`): nobody is there to be served, and writing on would
// fail.
process.stdout.on('error', () => void end(0));

/**
 * The apps lie beside this one: built, dist/apps/<app>/src/main.js; under `npm run dev` the sources, which
 * Node watches.
 */
const isSource = import.meta.url.endsWith('.ts');
const entry = (app: string) =>
  fileURLToPath(new URL(`../../${app}/src/main.${isSource ? 'ts' : 'js'}`, import.meta.url));
const consoleSources = isSource
  ? fileURLToPath(new URL('../../../scripts/console-dev.mjs', import.meta.url))
  : null;
const nodeArguments = isSource ? ['--watch', '--watch-preserve-output'] : [];

/** Resolves when everything is up or nothing more will be started. */
const started = start();

async function start(): Promise<void> {
  try {
    const config = readConfig(process.env, launcherConfig);
    const entries = {
      controlPlane: entry('control-plane'),
      compilerWorker: entry('compiler-worker'),
      gateway: entry('gateway'),
    };
    await launch({ config, env: process.env, entries, consoleSources, nodeArguments, terminal, fleet });
  } catch (error) {
    // While stopping, an unfinished start fails as a matter of course.
    if (fleet.stopping) return;
    // The line comes last, after the farewells of what had been started.
    await fleet.stop();
    complain(error);
    process.exit(1);
  }
}
