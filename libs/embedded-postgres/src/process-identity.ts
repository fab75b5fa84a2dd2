import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * A text that names one process for ever: its id and when it began. Process ids are used again (soon, in
 * containers), so the id alone would take a stranger for the process that wrote a lock. `undefined` when no
 * such process runs.
 */
export function processIdentity(pid: number): string | undefined {
  const startedAt = process.platform === 'linux' ? linuxStart(pid) : psField(pid, 'lstart');
  return startedAt === undefined ? undefined : `${pid} ${startedAt}`;
}

/**
 * The working folder (Linux) or command line (elsewhere) of a process mentions the folder: a postmaster
 * changes into its data folder.
 */
export function processWorksIn(pid: number, folder: string): boolean {
  if (process.platform !== 'linux') return psField(pid, 'args')?.includes(folder) ?? false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

function linuxStart(pid: number): string | undefined {
  try {
    // proc(5): state is field 3 and starttime field 22; the command (field 2) may itself hold spaces and
    // brackets.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function psField(pid: number, field: string): string | undefined {
  try {
    return execFileSync('/bin/ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
