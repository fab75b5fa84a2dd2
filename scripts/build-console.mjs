// Builds apps/console to dist/console (or --out DIR) with vite, and a compressed form (.br, .gz) beside each
// asset. Nothing is done when the sources are those of the build that is there. As in build.mjs a process
// that serves the folder never finds a file missing or half written: assets come first, the page that names
// them then, and what it no longer names goes a day later, since pages that are open still ask for it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const vite = join(repository, 'node_modules/vite/bin/vite.js');
const keptMs = 86_400_000;

/** Builds the console into `out` where its sources have changed. */
export async function buildConsole({ out = join(repository, 'dist/console') } = {}) {
  const sources = hashOfSources();
  const stamp = join(out, '.sources');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sources) return;
  if (!existsSync(vite)) {
    console.error('the console is not built: vite is not installed (npm ci --include=dev)');
    return;
  }
  const draft = `${out}.${process.pid}.draft`;
  try {
    await runVite(draft);
    await compress(join(draft, 'assets'));
    // A build that is broken off here is none.
    await rm(stamp, { force: true });
    await replace(draft, out);
    await writeFile(stamp, sources);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** By what is in them, since git sets their times anew. */
function hashOfSources() {
  const hash = createHash('sha256');
  const folders = ['apps/console'];
  // Grows with what the files of those before import.
  for (const folder of folders) {
    const files = readdirSync(join(repository, folder), { recursive: true }).sort();
    for (const file of files.filter((name) => !/\.spec\.tsx?$/.test(name))) {
      const path = join(repository, folder, file);
      if (!statSync(path).isFile()) continue;
      const text = readFileSync(path);
      hash.update(`${folder}/${file}\0${text.length}\0`).update(text);
      for (const [, lib] of String(text).matchAll(/'#libs\/([\w-]+)'/g))
        if (!folders.includes(`libs/${lib}/src`)) folders.push(`libs/${lib}/src`);
    }
  }
  for (const file of ['package-lock.json', 'tsconfig.json', 'scripts/build-console.mjs'])
    hash.update(readFileSync(join(repository, file)));
  return hash.digest('hex');
}

/** In a process of its own: vite changes the environment of the one that it runs in. */
async function runVite(outDir) {
  const words = ['build', 'apps/console', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(process.execPath, [vite, ...words], {
    cwd: repository,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const code = await new Promise((done, failed) => child.once('error', failed).once('close', done));
  if (code !== 0) throw new Error(`the console could not be built:\n${output}`);
}

async function compress(assets) {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  const files = (await readdir(assets)).filter((name) => /\.(js|css|svg|json)$/.test(name));
  await Promise.all(
    files.map(async (name) => {
      const path = join(assets, name);
      const text = await readFile(path);
      await writeFile(`${path}.br`, await promisify(brotliCompress)(text, quality));
      await writeFile(`${path}.gz`, await promisify(gzip)(text, { level: 9 }));
    }),
  );
}

/** Puts what was built in the place of what is there. */
async function replace(draft, out) {
  const assets = await readdir(join(draft, 'assets'));
  await mkdir(join(out, 'assets'), { recursive: true });
  for (const name of assets) await rename(join(draft, 'assets', name), join(out, 'assets', name));
  await rename(join(draft, 'index.html'), join(out, 'index.html'));
  for (const name of await readdir(join(out, 'assets'))) {
    const path = join(out, 'assets', name);
    const isOld = async () => Date.now() - (await stat(path)).mtimeMs > keptMs;
    if (!assets.includes(name) && (await isOld())) await rm(path, { force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf('--out');
  await buildConsole(at === -1 ? {} : { out: resolve(process.argv[at + 1] ?? 'dist/console') });
}
