import { policyText } from './policy-text.js';

test('a policy is laid out, in either spelling of the service', () => {
  const laidOut = '{\n  "Version": "2012-10-17"\n}';
  expect(policyText('{"Version":"2012-10-17"}')).toBe(laidOut);
  expect(policyText('{\\"Version\\":\\"2012-10-17\\"}')).toBe(laidOut);
  expect(policyText(undefined)).toBe('');
  expect(policyText('no policy')).toBe('no policy');
});
