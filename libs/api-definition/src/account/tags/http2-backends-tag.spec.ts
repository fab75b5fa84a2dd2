import { checkTags, http2BackendsTag, usesHttp2Backends } from '../../index.js';

test.each([
  ['on', true],
  ['off', false],
])('%s is taken', (value, isOn) => {
  const tags = { [http2BackendsTag]: value };
  expect(checkTags(tags).ok).toBe(true);
  expect(usesHttp2Backends(tags)).toBe(isOn);
});

test.each(['', 'true', 'ON', 'h2'])('"%s" is refused: it would switch nothing on', (value) => {
  expect(checkTags({ [http2BackendsTag]: value })).toMatchObject({ ok: false });
});
