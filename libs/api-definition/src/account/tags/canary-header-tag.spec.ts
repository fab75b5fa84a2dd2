import { canaryHeader, canaryHeaderTag, checkTags } from '../../index.js';

const read = (value: string) => {
  const checked = checkTags({ [canaryHeaderTag]: value });
  return checked.ok ? canaryHeader(checked.value) : checked.error.message;
};

test.each([
  ['x-canary', 'x-canary'],
  ['X-Release', 'x-release'],
  ['acme_release2', 'acme_release2'],
  ['x'.repeat(64), 'x'.repeat(64)],
])('the name %s is a header’s, by which gateways know it in lower case', (name, lower) => {
  expect(read(name)).toBe(lower);
});

test.each([
  '',
  ' ',
  'x canary',
  'x-canary:',
  'x/canary',
  'x@canary',
  'x.canary',
  'kanarienvögel',
  'x'.repeat(65),
])('%j is no name of a header, and refused', (name) => {
  expect(read(name)).toMatch(
    /^Invalid tag value specified for key tollgate:canary-header(?:\. Must be the name of a header, such as x-canary|$)/,
  );
});

test.each([
  'Host',
  'Connection',
  'keep-alive',
  'TE',
  'Transfer-Encoding',
  'Proxy-Authorization',
  'Authorization',
  'Cookie',
  'Accept',
  'Origin',
  'Cache-Control',
  'x-api-key',
  'X-HTTP-Method-Override',
  'X-Forwarded-For',
  'X-Amzn-Trace-Id',
  'x-amz-date',
  'traceparent',
  'Sec-Fetch-Mode',
  'Access-Control-Request-Method',
  'x-tollgate-reason',
])('%s means something else, and is refused', (name) => {
  expect(read(name)).toBe(
    `Invalid tag value specified for key tollgate:canary-header. The header ${name} has a meaning of its own; name one that callers send for nothing else`,
  );
});

test('no tag names none', () => {
  expect(canaryHeader({ [`${canaryHeaderTag}s`]: 'x-canary' })).toBeNull();
});
