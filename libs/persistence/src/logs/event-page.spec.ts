import { EventPage } from './event-page.js';
import type { StoredLogEvent } from './read-log-events.js';

/** An event that counts how often its message is asked for. */
function counted(timestampMs: number, asked: { times: number }): StoredLogEvent {
  const position = { timestampMs, blockId: timestampMs, index: 0 };
  return {
    eventId: String(timestampMs),
    stream: 's',
    timestampMs,
    ingestedMs: timestampMs,
    position,
    get message() {
      asked.times += 1;
      return 'm';
    },
  };
}

test('a page of many small blocks looks at each event a few times, not once for each block', () => {
  const asked = { times: 0 };
  const page = new EventPage({ direction: 'forward', eventsMax: 10_000, bytesMax: 1 << 20 });
  for (let at = 0; at < 5_000; at++) {
    expect(page.endsBefore(at)).toBe(false);
    page.take(counted(at, asked));
  }
  expect(page.close(null).events).toHaveLength(5_000);
  expect(asked.times).toBeLessThan(20_000);
});

test('a page that is full of events, or of bytes, ends before what comes later', () => {
  for (const wanted of [
    { eventsMax: 2, bytesMax: 100 },
    { eventsMax: 100, bytesMax: 2 },
  ]) {
    const page = new EventPage({ direction: 'forward', ...wanted });
    for (const at of [3, 1, 2]) page.take(counted(at, { times: 0 }));
    expect(page.endsBefore(2)).toBe(false);
    expect(page.endsBefore(4)).toBe(true);
    expect(page.close(null).events.map(({ timestampMs }) => timestampMs)).toEqual([1, 2]);
  }
});
