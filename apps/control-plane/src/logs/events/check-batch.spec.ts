import { checkBatch } from './check-batch.js';

const nowMs = Date.UTC(2026, 10, 30);
const hour = 3_600_000;
const day = 24 * hour;
const events = (...offsets: number[]) =>
  offsets.map((offset) => ({ timestamp: nowMs + offset, message: 'a line' }));
const refusalOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return (error as Error).message;
  }
};

test('a batch of the last hours is taken whole', () => {
  const batch = events(-20 * hour, -hour, -hour, 0, 2 * hour);
  expect(checkBatch(batch, 30 * day, nowMs)).toEqual({ events: batch, rejected: undefined });
});

test('events that are too old, expired or too new are left out, and said to be', () => {
  expect(checkBatch(events(-15 * day, -14 * day - 1, -hour, 2 * hour + 1), null, nowMs)).toEqual({
    events: events(-hour),
    rejected: { tooOldLogEventEndIndex: 2, tooNewLogEventStartIndex: 3 },
  });
  expect(checkBatch(events(-15 * day, -2 * day, -hour), day, nowMs)).toEqual({
    events: events(-hour),
    rejected: { tooOldLogEventEndIndex: 1, expiredLogEventEndIndex: 2 },
  });
  expect(checkBatch(events(-15 * day), null, nowMs)).toEqual({
    events: [],
    rejected: { tooOldLogEventEndIndex: 1 },
  });
  expect(checkBatch(events(3 * hour), null, nowMs)).toEqual({
    events: [],
    rejected: { tooNewLogEventStartIndex: 0 },
  });
});

test('a batch that is out of order, too wide or too large is refused whole', () => {
  expect(refusalOf(() => checkBatch(events(0, -1), null, nowMs))).toBe(
    'Log events in a single PutLogEvents request must be in chronological order.',
  );
  expect(refusalOf(() => checkBatch(events(-25 * hour, 0), null, nowMs))).toBe(
    'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
  );
  const halves = [0, 1].map((timestamp) => ({ timestamp: nowMs + timestamp, message: 'é'.repeat(262_144) }));
  expect(refusalOf(() => checkBatch(halves, null, nowMs))).toBe(
    'Upload too large: 1048628 bytes exceeds limit of 1048576',
  );
  const large = [{ timestamp: nowMs, message: 'x'.repeat(1_048_551) }];
  expect(refusalOf(() => checkBatch(large, null, nowMs))).toBe(
    'Log event too large: 1048577 bytes exceeds limit of 1048576',
  );
});
