import { newRoutingRule, type GivenRoutingRule } from './new-routing-rule.js';

const invokeApi = { apiId: 'a1', stage: 'prod' };
const header = (name: string, valueGlob: string) => ({
  matchHeaders: { anyOf: [{ header: name, valueGlob }] },
});
const basePath = (...anyOf: string[]) => ({ matchBasePaths: { anyOf } });
const decide = (change: Partial<GivenRoutingRule>) =>
  newRoutingRule(
    { priority: 1, conditions: [], actions: [{ invokeApi }], ...change },
    { domainId: 'd', id: 'r' },
  );

test('two headers and a base path, or nothing', () => {
  const conditions = [header('x-version', '*beta*'), header('Hello', 'World'), basePath('shop/v1')];
  expect(decide({ conditions })).toEqual({
    ok: true,
    value: {
      domainId: 'd',
      id: 'r',
      priority: 1,
      restApiId: 'a1',
      stage: 'prod',
      stripBasePath: false,
      conditions: [
        { matchHeaders: [{ header: 'x-version', valueGlob: '*beta*' }] },
        { matchHeaders: [{ header: 'Hello', valueGlob: 'World' }] },
        { matchBasePaths: ['shop/v1'] },
      ],
    },
  });
  expect(decide({})).toMatchObject({ ok: true, value: { conditions: [] } });
});

test.each<[string, Partial<GivenRoutingRule>]>([
  ['no action', { actions: [] }],
  ['two actions', { actions: [{ invokeApi }, { invokeApi }] }],
  ['another action', { actions: [{}] }],
  ['three headers', { conditions: [header('a', 'b'), header('c', 'd'), header('e', 'f')] }],
  ['two base paths', { conditions: [basePath('a'), basePath('b')] }],
  ['a choice of base paths', { conditions: [basePath('a', 'b')] }],
  ['an empty base path', { conditions: [basePath('')] }],
  ['slashes at the ends', { conditions: [basePath('/a')] }],
  ['an escaped base path', { conditions: [basePath('a%2Fb')] }],
  ['an empty condition', { conditions: [{}] }],
  ['both in one', { conditions: [{ ...header('a', 'b'), ...basePath('a') }] }],
  ['a header that is none', { conditions: [header('a b', 'c')] }],
  ['an empty value', { conditions: [header('a', '')] }],
  ['a wildcard within', { conditions: [header('a', 'b*c')] }],
  ['a line break', { conditions: [header('a', 'b\r\nc')] }],
])('refused: %s', (_, change) => {
  expect(decide(change)).toMatchObject({ ok: false, error: { kind: 'bad-request' } });
});
