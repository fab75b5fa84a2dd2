import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

let folder: string;
let out: string;
const build = () => promisify(execFile)(process.execPath, ['scripts/build-console.mjs', '--out', out]);
const asset = (name: string) => join(out, 'assets', name);
/** What the page names. */
const namedBy = (page: string) => [...page.matchAll(/\/assets\/([\w.-]+)"/g)].map(([, name]) => name!);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-console-build-'));
  out = join(folder, 'console');
  await build();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what is text has its compressed forms beside it, and the page has a place for the nonce', async () => {
  const names = await readdir(join(out, 'assets'));
  const scripts = names.filter((name) => /\.(js|css|svg)$/.test(name));
  expect(scripts.length).toBeGreaterThan(3);
  for (const name of scripts) {
    const text = await readFile(asset(name));
    expect(brotliDecompressSync(await readFile(asset(`${name}.br`))).equals(text)).toBe(true);
    expect(gunzipSync(await readFile(asset(`${name}.gz`))).equals(text)).toBe(true);
  }
  const page = await readFile(join(out, 'index.html'), 'utf8');
  expect(page).toContain('__CSP_NONCE__');
  // The policy lets neither run.
  expect(page).not.toMatch(/<script(?![^>]* src=)|<style| on\w+=| style=/);
  // React for production, whatever the environment of who builds.
  const react = scripts.find((name) => /^react-/.test(name))!;
  expect(await readFile(asset(react), 'utf8')).not.toContain('jsxDEV');
});

test('sources that have not changed are not built again', async () => {
  const before = (await stat(join(out, 'index.html'))).ino;
  await build();
  expect((await stat(join(out, 'index.html'))).ino).toBe(before);
});

test('while it is built again no page is missing, nor anything that a page names; old assets go after a day', async () => {
  const { ino } = await stat(join(out, 'index.html'));
  await rm(join(out, '.sources'));
  await writeFile(asset('yesterday.js'), 'y');
  await writeFile(asset('long-ago.js'), 'l');
  await utimes(asset('long-ago.js'), 1_000_000_000, 1_000_000_000);
  let isBuilt = false;
  const building = build().finally(() => (isBuilt = true));
  while (!isBuilt) {
    const named = namedBy(await readFile(join(out, 'index.html'), 'utf8'));
    expect(named.length).toBeGreaterThan(3);
    for (const name of named) expect((await stat(asset(name))).size).toBeGreaterThan(0);
  }
  await building;
  expect((await stat(join(out, 'index.html'))).ino).not.toBe(ino);
  const names = await readdir(join(out, 'assets'));
  expect(names).toContain('yesterday.js');
  expect(names).not.toContain('long-ago.js');
  expect(await readdir(folder)).toEqual(['console']);
});
