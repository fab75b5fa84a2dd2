import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder, type FolderLock } from './lock-folder.js';
import { processIdentity } from './process-identity.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tollgate-lock-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('one holder at a time; released, it is free again', () => {
  const lock = lockFolder(folder, 'owner') as FolderLock;
  expect(lockFolder(folder, 'owner')).toEqual({ heldBy: process.pid });
  lock.release();
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
  expect(lockFolder(folder, 'owner')).toHaveProperty('release');
});

test('the lock of a process that has died is taken over', () => {
  writeFileSync(join(folder, 'owner'), '999999 12345');
  expect(lockFolder(folder, 'owner')).toHaveProperty('release');
});

test('a process id that now belongs to another process does not hold the lock', () => {
  writeFileSync(join(folder, 'owner'), `${process.ppid} 1`);
  expect(lockFolder(folder, 'owner')).toHaveProperty('release');
});

test('the lock of another live process is left alone', () => {
  writeFileSync(join(folder, 'owner'), processIdentity(process.ppid) ?? '');
  expect(lockFolder(folder, 'owner')).toEqual({ heldBy: process.ppid });
  expect(readdirSync(folder)).toEqual(['owner']);
});
