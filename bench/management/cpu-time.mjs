import { readFileSync } from 'node:fs';

/**
 * Milliseconds of CPU that a process has used, its threads included; Linux counts in hundredths of a second.
 */
export function cpuMsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
