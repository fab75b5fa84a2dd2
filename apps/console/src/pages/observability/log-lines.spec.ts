import { linesMax, nextStartMs, readable, requestIdOf, withNewer } from './log-lines.js';

const line = (id: number) => ({ eventId: String(id), timestamp: id });

test('lines are each there once, in their order, and no more than the last so many', () => {
  const lines = [line(1), line(3)];
  expect(withNewer(lines, [line(3), line(2)]).map(({ eventId }) => eventId)).toEqual(['1', '2', '3']);
  expect(withNewer(lines, [line(1)])).toBe(lines);
  const many = withNewer(
    [],
    Array.from({ length: linesMax + 5 }, (_, id) => line(id)),
  );
  expect([many.length, many[0]?.eventId]).toEqual([linesMax, '5']);
});

test('the next look goes back for what came late, never before the beginning', () => {
  expect(nextStartMs([line(50_000)], 45_000)).toBe(45_000);
  expect(nextStartMs([line(90_000)], 45_000)).toBe(80_000);
  expect(nextStartMs([], 45_000)).toBe(45_000);
});

test('JSON is shown over lines, all else as it is', () => {
  expect(readable('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(readable('{broken')).toBe('{broken');
  expect(readable('a b')).toBe('a b');
});

test('the request of a line is found in JSON and in text', () => {
  const id = '5f7b8c1e-0000-4000-8000-000000000001';
  expect(requestIdOf(`{"requestId":"${id}","status":"403"}`)).toBe(id);
  expect(requestIdOf(`(${id}) Method request path: {}`)).toBe(id);
  expect(requestIdOf('nothing')).toBeNull();
});
