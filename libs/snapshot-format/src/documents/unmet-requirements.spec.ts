import { featuresLacking, formatNumber } from './format-number.js';
import { sealDocument } from './seal-document.js';
import { unmetRequirements } from './unmet-requirements.js';

test.each([
  ['stage', { formatVersion: 1 }],
  ['stage', { formatVersion: 2 }],
  ['snapshot', { formatVersion: 4 }],
  ['account', { formatVersion: 1 }],
  ['stage', { requires: ['client-certificates'] }],
  ['stage', { requires: [], formatVersion: 1_000 }],
] as const)('a %s with %j is read', (kind, document) => {
  expect(unmetRequirements(kind, document)).toBeNull();
});

test.each([
  ['stage', { formatVersion: 3 }, 'format version 3; this gateway reads up to 2'],
  ['api-key', { formatVersion: 2 }, 'format version 2; this gateway reads up to 1'],
  ['snapshot', { formatVersion: 1.5 }, 'format version 1.5; this gateway reads up to 4'],
  ['snapshot', { formatVersion: '1' }, 'format version "1"; this gateway reads up to 4'],
  ['snapshot', {}, 'the body has no formatVersion'],
  ['snapshot', null, 'the body is no document'],
  ['snapshot', { requires: 'all', formatVersion: 1 }, 'what it requires is not a list'],
  [
    'snapshot',
    { requires: ['vpc-links', 'a firewall', 'doors'], formatVersion: 1 },
    'it requires a firewall, doors, which this gateway does not have',
  ],
  ['snapshot', { requires: [null], formatVersion: 1 }, 'it requires , which this gateway does not have'],
] as const)('a %s with %j is refused', (kind, document, reason) => {
  expect(unmetRequirements(kind, document)).toBe(reason);
});

test('a feature that came after the numbers is one that no gateway of before takes', () => {
  expect(formatNumber(['vpc-links', 'a firewall' as never])).toBeGreaterThan(100);
});

test('what requires nothing has the bytes that it had before there were requirements', () => {
  const document = { usagePlanId: 'p', keyId: 'k', revision: 3 };
  expect(sealDocument('quota', 'p/k', document).body).toBe(
    '{"formatVersion":1,"keyId":"k","revision":3,"usagePlanId":"p"}',
  );
});

test('what a gateway lacks is told from what it says of itself, or from the age of one that says nothing', () => {
  const requires = ['vpc-links', 'a firewall' as never] as const;
  expect(featuresLacking(requires, ['vpc-links'])).toEqual(['a firewall']);
  expect(featuresLacking(requires, [])).toEqual(requires);
  expect(featuresLacking(requires, null)).toEqual(['a firewall']);
});
