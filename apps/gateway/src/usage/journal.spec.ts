import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, truncateSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeUse } from '#libs/metering';
import { silentLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { Journal, type JournalOptions } from './journal.js';

const use = {
  usagePlanId: 'plan01',
  keyId: 'key0000001',
  day: '2026-11-21',
  hour: 7,
  permitPeriod: '2026-11-21',
};
const bytes = encodeUse(use);
const withoutPermit = encodeUse({ ...use, permitPeriod: null });
const repository = fileURLToPath(new URL('../../../../', import.meta.url));

let folder: string;
const open: Journal[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-journal-'));
});
afterEach(() => {
  for (const journal of open.splice(0)) journal.close();
  rmSync(folder, { recursive: true, force: true });
});

function openJournal(options: Partial<JournalOptions> = {}): Journal {
  const journal = new Journal({ folder, log: silentLogger, ...options });
  open.push(journal);
  return journal;
}

function closeJournal(journal: Journal): void {
  open.splice(open.indexOf(journal), 1);
  journal.close();
}

/** All counts after a watermark, batch by batch as the exchange reads them. */
function countAll(journal: Journal, after = 0): number {
  let count = 0;
  for (let at = after; ;) {
    const batch = journal.readAfter(at);
    if (batch.toSequence === at) return count;
    count += batch.usage.reduce((sum, entry) => sum + entry.count, 0);
    at = batch.toSequence;
  }
}

const files = () => readdirSync(folder).filter((name) => name.endsWith('.journal'));

test('a callback that throws is logged, and all others of its turn are called', async () => {
  const errors: string[] = [];
  const log = { ...silentLogger, error: (message: string) => void errors.push(message) };
  const journal = openJournal({ log });
  const called: number[] = [];
  for (const number of [1, 2, 3]) {
    journal.whenWritten(journal.append(bytes), () => {
      called.push(number);
      if (number === 1) throw new Error('a bug');
    });
  }
  await waitFor(() => called.length === 3);
  expect(errors).toEqual(['what waits for a journal entry failed']);
  expect(countAll(journal)).toBe(3);
});

test('a response is let go when its entry is written, and one turn of the loop is one write', async () => {
  const journal = openJournal();
  let released = 0;
  for (let i = 0; i < 10; i++) journal.whenWritten(journal.append(bytes), () => (released += 1));
  expect([released, countAll(journal)]).toEqual([0, 0]);
  await new Promise(setImmediate);
  expect([released, countAll(journal)]).toEqual([10, 10]);
  const size = statSync(join(folder, files()[0] ?? '')).size;
  for (let i = 0; i < 10; i++) journal.append(bytes);
  await new Promise(setImmediate);
  // Ten equal entries are one run in one frame, whatever their number.
  expect(statSync(join(folder, files()[0] ?? '')).size).toBe(2 * size);
});

test('what one life wrote the next one reads, from the watermark on', () => {
  const first = openJournal();
  for (let i = 0; i < 3; i++) first.append(bytes);
  first.append(withoutPermit);
  first.flush();
  const { toSequence } = first.readAfter(0);
  first.append(bytes);
  closeJournal(first);
  const second = openJournal();
  expect(countAll(second)).toBe(5);
  expect(countAll(second, toSequence)).toBe(1);
  expect(countAll(second, toSequence - 2)).toBe(3);
  second.append(bytes);
  second.flush();
  expect(second.readAfter(0).usage).toEqual([
    { ...use, count: 4 },
    { ...use, permitPeriod: null, count: 1 },
  ]);
  expect(countAll(second)).toBe(6);
});

test('several uses at once are written together: a torn end takes all of them or none', () => {
  const first = openJournal();
  expect(first.append(bytes, 4) - first.append(bytes, 3)).toBe(-3);
  first.flush();
  first.append(bytes, 5);
  closeJournal(first);
  const second = openJournal();
  expect(countAll(second)).toBe(12);
  closeJournal(second);
  const path = join(folder, files()[0] ?? '');
  truncateSync(path, statSync(path).size - 1);
  expect(countAll(openJournal())).toBe(7);
});

test('a torn tail is tolerated: everything before it is counted', () => {
  const first = openJournal();
  for (let i = 0; i < 3; i++) {
    first.append(bytes);
    first.flush();
  }
  closeJournal(first);
  const path = join(folder, files()[0] ?? '');
  truncateSync(path, statSync(path).size - 3);
  const second = openJournal();
  expect(countAll(second)).toBe(2);
  second.append(bytes);
  second.flush();
  expect(countAll(second)).toBe(3);
});

test('garbage behind the last frame is not counted, and what a later life wrote still is', () => {
  const first = openJournal();
  first.append(bytes);
  closeJournal(first);
  appendFileSync(join(folder, files()[0] ?? ''), Buffer.alloc(100, 7));
  const second = openJournal();
  second.append(bytes);
  closeJournal(second);
  expect(countAll(openJournal())).toBe(2);
});

test('files are followed by new ones and removed only when all of their entries are counted', () => {
  const journal = openJournal({ segmentBytesMax: 100 });
  const sequences = Array.from({ length: 20 }, () => {
    const sequence = journal.append(bytes);
    journal.flush();
    return sequence;
  });
  const before = files().length;
  expect(before).toBeGreaterThan(4);
  journal.forget((sequences[0] ?? 0) - 1);
  expect(files()).toHaveLength(before);
  journal.forget(sequences[10] ?? 0);
  expect(files().length).toBeLessThan(before);
  expect(countAll(journal, sequences[10])).toBe(9);
});

test('sequence numbers never come again, also when the clock runs backwards or the end of the journal was lost', () => {
  const first = openJournal({ nowMs: () => 2_000_000 });
  const last = first.append(bytes);
  closeJournal(first);
  const second = openJournal({ nowMs: () => 1_000_000 });
  expect(second.append(bytes)).toBeGreaterThan(last);
  second.skipTo(last + 1000);
  expect(second.append(bytes)).toBeGreaterThan(last + 1000);
});

test('one batch is never more than an exchange may carry', () => {
  const journal = openJournal();
  for (let i = 0; i < 5000; i++) journal.append(encodeUse({ ...use, keyId: `key${i}` }));
  journal.flush();
  expect(journal.readAfter(0).usage.length).toBeLessThanOrEqual(2000);
  expect(journal.readAfter(0).more).toBe(true);
  expect(countAll(journal)).toBe(5000);
});

test('when the disk refuses, requests go on and are counted from memory', () => {
  const warnings: string[] = [];
  const log = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
  const journal = openJournal({ segmentBytesMax: 1, log });
  journal.append(bytes);
  journal.flush();
  rmSync(folder, { recursive: true });
  let released = 0;
  for (let i = 0; i < 3; i++) {
    journal.whenWritten(journal.append(bytes), () => (released += 1));
    journal.flush();
  }
  expect([released, countAll(journal)]).toEqual([3, 4]);
  // Memory has no torn end.
  expect(warnings).toEqual([]);
});

test('the files keep their bound: what is more is counted from memory, and goes to disk again when there is room', () => {
  const clock = { nowMs: 1_000_000 };
  const journal = openJournal({ segmentBytesMax: 500, bytesMax: 2000, nowMs: () => clock.nowMs });
  let last = 0;
  const write = () => {
    last = journal.append(bytes);
    journal.flush();
  };
  for (let i = 0; i < 200; i++) write();
  const sizes = files().map((name) => statSync(join(folder, name)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(2000);
  expect(journal.status().memoryBytes).toBeGreaterThan(0);
  expect([journal.refuses, countAll(journal)]).toEqual([false, 200]);
  journal.forget(last);
  clock.nowMs += 1001;
  write();
  expect([journal.status().journalTroubled, countAll(journal, last - 1)]).toEqual([false, 1]);
});

test('memory has a bound too, and where the operator wants it nothing passes that is not on disk', () => {
  const clock = { nowMs: 1_000_000 };
  const bounds = { segmentBytesMax: 100, bytesMax: 100, memoryBytesMax: 200, nowMs: () => clock.nowMs };
  const passing = openJournal(bounds);
  const fill = (journal: Journal) => {
    let appended = 0;
    while (!journal.refuses && appended < 100) {
      journal.append(bytes);
      journal.flush();
      appended += 1;
    }
    return appended;
  };
  const passed = fill(passing);
  expect(passed).toBeLessThan(20);
  expect(countAll(passing)).toBe(passed);
  closeJournal(passing);
  rmSync(folder, { recursive: true });
  const refusing = openJournal({ ...bounds, whenFull: 'refuse' });
  fill(refusing);
  // The one that found the disk full is in memory, no other.
  expect(refusing.status().memoryBytes).toBeLessThan(100);
  clock.nowMs += 1001;
  expect(refusing.refuses).toBe(false);
});

test('a second process cannot take the folder, and can when the first is gone', () => {
  const first = openJournal();
  expect(() => openJournal()).toThrow(/is using/);
  const { senderId } = first;
  closeJournal(first);
  expect(openJournal().senderId).toBe(senderId);
});

test('SIGKILL in the middle of writing loses no entry that was acknowledged, and lets the next process in', async () => {
  const writer = join(repository, 'apps/gateway/src/usage/testing/journal-writer.ts');
  const loader = join(repository, 'test/support/run-sources.mjs');
  const child = spawn(process.execPath, ['--import', loader, writer, folder], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  await waitFor(() => output.split('\n').length > 200, {
    timeoutMs: 60_000,
    describe: 'the writer is at work',
  });
  expect(() => openJournal()).toThrow(/is using/);
  child.kill('SIGKILL');
  await once(child, 'close');
  const acknowledged = Number(output.split('\n').at(-2));
  expect(acknowledged).toBeGreaterThan(500);
  expect(countAll(openJournal())).toBeGreaterThanOrEqual(acknowledged);
});
