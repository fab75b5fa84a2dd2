import fc from 'fast-check';
import { compilePolicy, contextKeysOf, decide, explain, parsePolicy, type PolicyKind } from '../index.js';
import { arbitraryPolicy, arbitraryRequest } from '../testing/arbitrary-policy.js';

const kinds = fc.constantFrom<PolicyKind>('identity', 'resource', 'trust', 'session', 'authorizer');
const names = [
  'Version',
  'Statement',
  'Effect',
  'Action',
  'Resource',
  'Condition',
  'Principal',
  'AWS',
  '__proto__',
];
const words = [
  '2012-10-17',
  'Allow',
  'Deny',
  '*',
  'a:b',
  'arn:aws:a:b:c:d',
  '${a:b}',
  'ForAnyValue:',
  'Null',
  '',
];

const nested = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom<unknown>(...words, null, true, 0),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...names, ...words), fc.string()), tie('value'), { maxKeys: 4 }),
  ),
})).value;

test('whatever is given is a policy that can be used, or a fault', () => {
  let policies = 0;
  const documents = fc.oneof(
    nested,
    arbitraryPolicy(true),
    arbitraryPolicy(false),
    fc.string(),
    fc.anything(),
  );
  fc.assert(
    fc.property(documents, kinds, fc.boolean(), arbitraryRequest, (document, kind, asText, request) => {
      const given: unknown = asText ? (JSON.stringify(document) ?? '') : document;
      const { policy, fault } = parsePolicy(given, kind);
      if (policy === undefined) return expect(fault).toEqual(expect.any(String));
      policies += 1;
      const compiled = compilePolicy(policy, { name: 'p' });
      expect(explain([compiled], request).decision).toBe(decide([compiled], request));
      expect(contextKeysOf([policy])).toEqual(expect.any(Array));
    }),
    { numRuns: 5000 },
  );
  expect(policies).toBeGreaterThan(100);
});

test('a text with a character changed is a policy that can be used, or a fault', () => {
  const changed = fc
    .tuple(
      arbitraryPolicy(true),
      fc.nat(),
      fc.constantFrom('"', '{', ']', ',', '\\', '*', '\u0000', '\ud800', ''),
    )
    .map(([document, at, character]) => {
      const text = JSON.stringify(document);
      return text.slice(0, at % text.length) + character + text.slice((at % text.length) + 1);
    });
  fc.assert(
    fc.property(changed, kinds, (text, kind) => {
      const { policy, fault } = parsePolicy(text, kind);
      if (policy === undefined) expect(fault).toEqual(expect.any(String));
      else compilePolicy(policy, { name: 'p' });
    }),
    { numRuns: 5000 },
  );
});
