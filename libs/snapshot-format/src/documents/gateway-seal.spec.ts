import { createGatewaySeal } from './gateway-seal.js';

const seal = createGatewaySeal('the token of the gateways');

test('what was sealed opens with the same token and context, and equal texts have equal bytes', () => {
  const sealed = seal.seal('grün', 'client-certificate/a');
  expect(sealed).not.toContain(Buffer.from('grün').toString('base64'));
  expect(createGatewaySeal('the token of the gateways').open(sealed, 'client-certificate/a')).toBe('grün');
  expect(seal.seal('grün', 'client-certificate/a')).toBe(sealed);
  expect(seal.seal('grün', 'client-certificate/b')).not.toBe(sealed);
});

test('another token, another context and a changed byte do not open', () => {
  const sealed = seal.seal('value', 'a');
  expect(createGatewaySeal('another token').open(sealed, 'a')).toBeNull();
  expect(seal.open(sealed, 'b')).toBeNull();
  const bytes = Buffer.from(sealed, 'base64');
  for (const index of [0, 14, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[index]! ^= 1;
    expect(seal.open(changed.toString('base64'), 'a')).toBeNull();
  }
  for (const rubbish of ['', 'AAAA', '\u0000'.repeat(1000)]) expect(seal.open(rubbish, 'a')).toBeNull();
});
