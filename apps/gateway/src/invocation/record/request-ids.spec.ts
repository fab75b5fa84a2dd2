import { newExtendedRequestId, newRequestId } from './request-ids.js';

test('request ids are random UUIDs, unlike each other', () => {
  const ids = Array.from({ length: 2_000 }, newRequestId);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
  // All that is not version or variant varies.
  for (const place of [0, 12, 15, 17, 20, 35]) {
    expect(new Set(ids.map((id) => id[place])).size).toBe(16);
  }
});

test('extended request ids are URL-safe Base64 of 16 characters, padded, and unlike each other', () => {
  const ids = Array.from({ length: 2_000 }, newExtendedRequestId);
  for (const id of ids) {
    expect(id).toMatch(/^[A-Za-z0-9_-]{15}=$/);
    expect(`${Buffer.from(id, 'base64url').toString('base64url')}=`).toBe(id);
  }
  expect(new Set(ids).size).toBe(ids.length);
});
