import { newExtendedRequestId } from './request-ids.js';

test('extended request ids are URL-safe Base64 of 16 characters, padded, and unlike each other', () => {
  const ids = Array.from({ length: 2_000 }, newExtendedRequestId);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{15}=$/);
  expect(new Set(ids).size).toBe(ids.length);
});
