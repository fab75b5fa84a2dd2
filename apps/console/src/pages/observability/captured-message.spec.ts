import { bodyTitle, headerLines } from './captured-message.js';

const message = {
  headers: ['a', '1', 'A', '2'],
  body: 'x',
  bodyEncoding: 'utf8',
  bodyBytes: 1,
  isTruncated: false,
} as const;

test('headers stand as they were on the wire, those of one name each for itself', () => {
  expect(headerLines(message)).toBe('a: 1\nA: 2');
  expect(headerLines({ headers: [] })).toBe('');
});

test('what is not shown of a body is said', () => {
  expect(bodyTitle(message)).toBe('Body, 1 bytes');
  expect(bodyTitle({ ...message, bodyBytes: 9, isTruncated: true })).toBe('Body, 9 bytes, its beginning');
  expect(bodyTitle({ ...message, bodyBytes: 9, body: '', isTruncated: true })).toBe(
    'Body, 9 bytes, not kept',
  );
  expect(bodyTitle({ ...message, bodyEncoding: 'base64' })).toBe('Body, 1 bytes, as base64');
  expect(bodyTitle({ ...message, bodyBytes: 0, body: '' })).toBe('No body');
});
