import { compileBinaryMediaTypes } from './binary-media-types.js';

// Recorded: binary media, of the media types of an API and the first type of Accept.
test.each([
  [['image/png'], 'image/png', true],
  [['image/png'], 'image/webp', false],
  [['image/png'], 'image/*', false],
  [['image/png'], '*/*', false],
  [['application/*'], 'application/x', true],
  [['application/*'], 'application/*', true],
  [['application/*'], 'image/x', false],
  [['*/test'], 'application/test', false],
  [['*/test'], '*/test', false],
  [['*/test', 'image/png'], '*/test', false],
  [['*'], '*', false],
  [['image/*'], 'imagex', false],
  [['image/*'], 'image', false],
  [['image/*'], 'image/', false],
  [['image/*'], '/*', false],
  [['*/*'], '*/*', true],
  [['*/*'], 'text/plain', true],
  [['Image/PNG'], 'image/png', true],
  [['image/png'], 'image', false],
  [['image/png'], '', false],
  [[], 'image/png', false],
] as const)('of %j %s is binary: %s', (types, mediaType, expected) => {
  expect(compileBinaryMediaTypes(types)(mediaType)).toBe(expected);
});
