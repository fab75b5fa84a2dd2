// Compiles apps/, libs/ and migrations/ to dist/ (or --out DIR) with swc, then the console
// (build-console.mjs); types are checked apart (npm run typecheck). Files are written beside their place and
// renamed, and what no source stands behind any more is removed last, so that a process that runs from the
// folder never finds a file missing or half written.
import { transformFile } from '@swc/core';
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildConsole } from './build-console.mjs';

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
/**
 * Specs and what only they use (libs/testing, folders named testing) are not built; the console is not here.
 */
const isSource = (path) =>
  path.endsWith('.ts') &&
  !path.startsWith('console/') &&
  !/\.(spec|bench|d)\.ts$/.test(path) &&
  !/(^|\/)testing\//.test(path);

/** Builds the roots (folders of sources, relative to the repository) into `out`. */
export async function build({ out = join(repository, 'dist'), roots = ['apps', 'libs', 'migrations'] } = {}) {
  const written = new Set();
  for (const root of roots) {
    const files = (await list(join(repository, root))).filter(isSource);
    await Promise.all(
      files.map(async (file) => {
        const source = join(repository, root, file);
        const { code, map } = await transformFile(source, { swcrc: true, cwd: repository });
        const target = join(out, root, file.replace(/\.ts$/, '.js'));
        await mkdir(dirname(target), { recursive: true });
        await put(target, `${code}\n//# sourceMappingURL=${target.split('/').pop()}.map\n`);
        written.add(target);
        if (map) {
          await put(`${target}.map`, map);
          written.add(`${target}.map`);
        }
      }),
    );
    for (const file of await list(join(out, root))) {
      const path = join(out, root, file);
      // Another build that runs now has its drafts here.
      if (/\.js(\.map)?$/.test(path) && !written.has(path)) await rm(path, { force: true });
    }
  }
  await buildConsole();
  if (out !== join(repository, 'dist')) await standAlone(out);
  await writeFile(join(out, '.built'), '');
}

/**
 * In dist/ imports resolve through the repository's package.json and node_modules, and the console is there;
 * any other folder needs its own way to all three.
 */
async function standAlone(out) {
  const manifest = { type: 'module', imports: { '#libs/*': './libs/*/src/index.js' } };
  await put(join(out, 'package.json'), JSON.stringify(manifest));
  for (const [name, target] of [
    ['node_modules', 'node_modules'],
    ['console', 'dist/console'],
  ]) {
    await symlink(join(repository, target), join(out, name)).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function put(path, text) {
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, text);
  await rename(draft, path);
}

async function list(folder) {
  return readdir(folder, { recursive: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf('--out');
  await build(at === -1 ? {} : { out: resolve(process.argv[at + 1] ?? 'dist') });
}
