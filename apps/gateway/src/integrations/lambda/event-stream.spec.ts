import { eventMessage } from '../../testing/event-stream.js';
import { EventStreamDecoder } from './event-stream.js';

const bytes = Buffer.concat([
  eventMessage('PayloadChunk', 'a'),
  eventMessage('PayloadChunk', ''),
  eventMessage('PayloadChunk', Buffer.from([0, 255])),
  eventMessage('InvokeComplete', '{}'),
]);
const expected = [
  ['PayloadChunk', '61'],
  ['PayloadChunk', ''],
  ['PayloadChunk', '00ff'],
  ['InvokeComplete', '7b7d'],
];

test.each([1, 2, 7, 16, 100, bytes.length])('messages are found in pieces of %i bytes', (size) => {
  const decoder = new EventStreamDecoder();
  const found: string[][] = [];
  for (let at = 0; at < bytes.length; at += size) {
    for (const { type, payload } of decoder.push(bytes.subarray(at, at + size))) {
      found.push([type, payload.toString('hex')]);
    }
  }
  expect(found).toEqual(expected);
  expect(decoder.isBetweenMessages).toBe(true);
});

test('an exception has its own name', () => {
  const [event] = new EventStreamDecoder().push(eventMessage('TooManyRequestsException', '{}', 'exception'));
  expect(event).toMatchObject({ type: 'TooManyRequestsException', isException: true });
});

test('every bit that is turned over is found', () => {
  const good = eventMessage('PayloadChunk', 'payload');
  for (let at = 0; at < good.length; at++) {
    const bad = Buffer.from(good);
    bad[at]! ^= 1;
    expect(() => new EventStreamDecoder().push(bad)).toThrow();
  }
});

test('what is no event stream is found at its first bytes', () => {
  expect(() => new EventStreamDecoder().push(Buffer.from('HTTP/1.1 200 OK'))).toThrow();
});
