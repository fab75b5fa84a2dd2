// What `npm start`, `npm run dev` and `npm test` need before anything else can be loaded: the right Node, the
// packages, the build. Plain Node without dependencies, since on a fresh clone there are none.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Installs what is missing. Like `ensureBuilt`, it says in one line what it does, and ends the process with
 * one line when it fails.
 */
export function ensureInstalled() {
  process.chdir(repository);
  checkNodeVersion(process.versions.node);
  if (!isInstalled()) install();
}

/** Both: what runs from the build needs. */
export async function ensureReady() {
  ensureInstalled();
  await ensureBuilt();
}

/** Builds dist/ when a source is newer. */
export async function ensureBuilt() {
  process.chdir(repository);
  if (isBuildStale()) await build();
}

function checkNodeVersion(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`tollgate needs Node.js 20.19 or newer; this is ${version} (${process.execPath})`);
}

/**
 * The list that npm keeps of what it installed agrees with package-lock.json. Times would not tell: git sets
 * them anew.
 */
function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json');
  if (installed === undefined) return false;
  return Object.entries(packagesOf('package-lock.json') ?? {}).every(
    ([path, { version, optional }]) =>
      path === '' || (installed[path] ? installed[path].version === version : optional === true),
  );
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

function install() {
  console.log('installing packages ...');
  const result = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status !== 0) fail('npm ci failed; its messages are above');
}

function isBuildStale() {
  if (!existsSync('dist/.built')) return true;
  const builtAt = statSync('dist/.built').mtimeMs;
  const sources = ['apps', 'libs', 'migrations'].filter((root) => existsSync(root));
  const files = sources.flatMap((root) =>
    readdirSync(root, { recursive: true }).map((file) => join(root, file)),
  );
  // A folder's time changes when a file in it is removed, so folders count as well.
  return ['scripts/build.mjs', 'scripts/build-console.mjs', '.swcrc', ...files].some(
    (file) => statSync(file).mtimeMs >= builtAt,
  );
}

async function build() {
  console.log('building ...');
  try {
    await (await import('./build.mjs')).build();
  } catch (error) {
    console.error(error);
    fail('the build failed; the error is above');
  }
}

function fail(line) {
  console.error(line);
  process.exit(1);
}
