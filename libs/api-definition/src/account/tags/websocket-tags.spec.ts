import { checkTags, closeAtExpiryTag, connectionFeatures, permessageDeflateTag } from '../../index.js';

test.each([
  [{}, {}],
  [{ [closeAtExpiryTag]: 'on' }, { closesAtExpiry: true }],
  [{ [permessageDeflateTag]: 'on', [closeAtExpiryTag]: 'off' }, { compressesMessages: true }],
])('%j is taken', (tags, features) => {
  expect(checkTags(tags).ok).toBe(true);
  expect(connectionFeatures(tags)).toEqual(features);
});

test.each([closeAtExpiryTag, permessageDeflateTag])(
  '%s is refused where it would switch nothing on',
  (tag) => {
    for (const value of ['', 'true', 'ON']) expect(checkTags({ [tag]: value })).toMatchObject({ ok: false });
  },
);
