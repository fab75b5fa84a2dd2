import fc from 'fast-check';
import { compilePolicy, decide, explain, parsePolicy, type Policy } from './index.js';
import { arbitraryPolicy, arbitraryRequest } from './testing/arbitrary-policy.js';
import { slowlyDecide } from './testing/slow-evaluator.js';

const parsed = (document: unknown, kind: 'identity' | 'resource'): Policy => {
  const { policy, fault } = parsePolicy(JSON.stringify(document), kind);
  if (policy === undefined) throw new Error(`${fault} in ${JSON.stringify(document)}`);
  return policy;
};

describe.each(['identity', 'resource'] as const)('policies of an %s', (kind) => {
  const policies = fc.array(arbitraryPolicy(kind === 'resource'), { minLength: 1, maxLength: 2 });

  test('decide as the slow evaluator does, and the explanation names the statements that match', () => {
    const effects = { allow: 0, explicitDeny: 0, implicitDeny: 0 };
    fc.assert(
      fc.property(policies, arbitraryRequest, (documents, request) => {
        const sources = documents.map((document) => parsed(document, kind));
        const compiled = sources.map((source, index) => compilePolicy(source, { name: `${index}` }));
        const decision = decide(compiled, request);
        effects[decision.effect] += 1;
        expect(decision.effect).toBe(slowlyDecide(sources, request));
        const matching = explain(compiled, request)
          .statements.filter(({ mismatches }) => mismatches.length === 0)
          .map(({ statement, effect }) => ({ statement, effect }));
        if (decision.statement === undefined) expect(matching).toEqual([]);
        else {
          const effect = decision.effect === 'allow' ? 'Allow' : 'Deny';
          expect(matching).toContainEqual({ statement: decision.statement, effect });
        }
      }),
      { numRuns: 2500 },
    );
    // Or the policies would have nothing to do with the requests.
    for (const count of Object.values(effects)) expect(count).toBeGreaterThan(60);
  });
});
