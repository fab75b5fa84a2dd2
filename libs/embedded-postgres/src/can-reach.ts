import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RunAs } from './run-as.js';

/** The user may enter the folder and every folder above it. Root would not notice: it may enter them all. */
export async function canReach(folder: string, user: RunAs): Promise<boolean> {
  const facts = await stat(folder);
  if (!mayEnter(facts, user)) return false;
  const parent = dirname(folder);
  return parent === folder ? true : canReach(parent, user);
}

/**
 * The search bit of the first class that applies decides, as POSIX file access goes: owner, then group, then
 * others.
 */
export function mayEnter(facts: { mode: number; uid: number; gid: number }, user: RunAs): boolean {
  if (facts.uid === user.uid) return (facts.mode & 0o100) !== 0;
  if (facts.gid === user.gid) return (facts.mode & 0o010) !== 0;
  return (facts.mode & 0o001) !== 0;
}
