import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdtempSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaryPackage, prepareBinaries } from './binaries.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tollgate-binaries-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * The package as it is when npm has skipped its install script: no symbolic links, and here no execute bits
 * either.
 */
async function bareCopy() {
  const found = await findBinaryPackage();
  const bare = join(folder, 'package');
  cpSync(found.folder, bare, { recursive: true, verbatimSymlinks: true });
  const lib = join(bare, 'native', 'lib');
  const links = readdirSync(lib).filter((name) => lstatSync(join(lib, name)).isSymbolicLink());
  for (const name of links) unlinkSync(join(lib, name));
  chmodSync(join(bare, 'native', 'bin', 'postgres'), 0o644);
  return { package: { folder: bare, version: found.version }, links: links.length };
}

test('links and execute bits that the install left out are restored in place', async () => {
  const bare = await bareCopy();
  expect(bare.links).toBeGreaterThan(10);
  const native = await prepareBinaries(bare.package, undefined, join(folder, 'copies'));
  expect(native).toBe(join(bare.package.folder, 'native'));
  expect(execFileSync(join(native, 'bin', 'postgres'), ['--version'], { encoding: 'utf8' })).toMatch(
    /PostgreSQL/,
  );
});

test('a package that the user may not enter is copied once and completed there', async () => {
  const bare = await bareCopy();
  chmodSync(folder, 0o700);
  const copies = join(folder, 'copies');
  const stranger = { uid: 65_533, gid: 65_533 };
  const native = await prepareBinaries(bare.package, stranger, copies);
  expect(native.startsWith(copies)).toBe(true);
  expect(execFileSync(join(native, 'bin', 'postgres'), ['--version'], { encoding: 'utf8' })).toMatch(
    /PostgreSQL/,
  );
  expect(await prepareBinaries(bare.package, stranger, copies)).toBe(native);
  expect(readdirSync(copies)).toHaveLength(1);
});
