import type { DomainDocument } from '#libs/snapshot-format';
import { compileDomainRoutes } from './compile-domain-routes.js';

type Routes = Pick<DomainDocument, 'routingMode' | 'mappings' | 'routingRules'>;
const mapping = (basePath: string, restApiId: string, stageName: string | null = 'prod') => ({
  basePath,
  restApiId,
  stageName,
});

const mapped: Routes = {
  routingMode: 'API_MAPPING_ONLY',
  mappings: [
    mapping('', 'root'),
    mapping('a', 'one'),
    mapping('a/b', 'two'),
    mapping('a/b/c/d', 'four'),
    mapping('open', 'open', null),
    mapping("x+y$(!)'*", 'odd'),
  ],
  routingRules: [],
};

test.each([
  ['the root', '/', 'root', '/'],
  ['an empty path', '', 'root', ''],
  ['one segment', '/a', 'one', ''],
  ['a slash at the end stays', '/a/', 'one', '/'],
  ['the longest base path', '/a/b/x', 'two', '/x'],
  ['whole segments only', '/a/bc', 'one', '/bc'],
  ['whole segments only, at the first', '/ab', 'root', '/ab'],
  ['back to the longest that is mapped', '/a/b/c/x', 'two', '/c/x'],
  ['four segments', '/a/b/c/d', 'four', ''],
  ['case makes another', '/A/b', 'root', '/A/b'],
  ['doubled slashes are one', '/a//b/x', 'two', '/x'],
  ['slashes in front', '//a/b', 'two', ''],
  ['an escaped slash is no slash', '/a%2Fb', 'root', '/a%2Fb'],
  ['nor in lower case', '/a%2fb/c', 'root', '/a%2fb/c'],
  ['nor behind a base path', '/a/%2Fb', 'one', '/%2Fb'],
  ['nor escaped twice', '/a%252Fb', 'root', '/a%252Fb'],
  ['an escape that need not be', '/%61/b', 'two', ''],
  ['the rest keeps its escapes', '/a/b/%61', 'two', '/%61'],
  ['an escape of no UTF-8', '/%ff/b', 'root', '/%ff/b'],
  ['a broken escape', '/a%2', 'root', '/a%2'],
  ['a backslash', '/a\\b', 'root', '/a\\b'],
  ['a semicolon', '/a;v=1/b', 'root', '/a;v=1/b'],
  ['a null byte', '/a%00/b', 'root', '/a%00/b'],
  ['special characters', "/x+y$(!)'*/z", 'odd', '/z'],
  ['what all objects have', '/constructor', 'root', '/constructor'],
])('mappings: %s: %s', (_, path, restApiId, rest) => {
  const found = compileDomainRoutes(mapped)(path, []);
  expect([found?.restApiId, found?.path, found?.stageName]).toEqual([restApiId, rest, 'prod']);
});

test.each([
  ['/open/dev/x', 'dev', '/x'],
  ['/open//dev', 'dev', ''],
  ['/open/d%65v/x', 'd%65v', '/x'],
  ['/open', '', ''],
  ['/open/', '', ''],
])('a mapping without a stage takes it from the path: %s', (path, stageName, rest) => {
  expect(compileDomainRoutes(mapped)(path, [])).toMatchObject({ restApiId: 'open', stageName, path: rest });
});

test('what no mapping takes leads nowhere when there is none for the empty path', () => {
  const route = compileDomainRoutes({ ...mapped, mappings: [mapping('a', 'one')] });
  for (const path of ['/', '', '/b', '/A', '/aa', '/a%2F']) expect(route(path, [])).toBeNull();
});

const action = { restApiId: 'ruled', stageName: 'v2', stripsBasePath: true };
const rules: Routes = {
  routingMode: 'ROUTING_RULE_THEN_API_MAPPING',
  mappings: mapped.mappings,
  routingRules: [
    {
      ...action,
      routingRuleId: 'beta',
      conditions: [
        { anyHeader: [{ header: 'X-Version', valueGlob: 'beta*' }] },
        { anyBasePath: ['a/b', 'shop'] },
        { anyHeader: [{ header: 'hello', valueGlob: '*world*' }] },
      ],
    },
    {
      ...action,
      routingRuleId: 'kept',
      stripsBasePath: false,
      conditions: [{ anyBasePath: ['kept'] }],
    },
    {
      ...action,
      routingRuleId: 'end',
      conditions: [{ anyHeader: [{ header: 'x-version', valueGlob: '*-rc' }] }],
    },
  ],
};
const both = ['x-version', 'beta-1', 'HELLO', 'my world!'];

test.each<[string, string, string[], string | null, string]>([
  ['all conditions', '/a/b/c', both, 'beta', '/c'],
  ['another of the base paths', '/shop', both, 'beta', ''],
  ['one header missing', '/a/b/c', both.slice(0, 2), null, '/c'],
  ['values by case', '/shop', ['X-Version', 'Beta', 'hello', 'world'], null, '/shop'],
  ['another base path', '/b/a', both, null, '/b/a'],
  ['the base path kept', '/kept/x', [], 'kept', '/kept/x'],
  ['base paths by case', '/Kept/x', [], null, '/Kept/x'],
  ['any value of a header that is there twice', '/', ['x-version', 'no', 'X-VERSION', '2-rc'], 'end', '/'],
  ['no part of a value', '/', ['x-version', '2-rc1'], null, '/'],
])('rules: %s', (_, path, headers, routingRuleId, rest) => {
  const found = compileDomainRoutes(rules)(path, headers);
  expect([found?.routingRuleId, found?.path]).toEqual([routingRuleId, rest]);
});

test('a rule without conditions takes all; modes leave rules or mappings out', () => {
  const all: Routes = {
    ...rules,
    routingRules: [{ ...action, routingRuleId: 'all', conditions: [] }],
  };
  expect(compileDomainRoutes(all)('/a', [])?.routingRuleId).toBe('all');
  const mappingsOnly = compileDomainRoutes({ ...all, routingMode: 'API_MAPPING_ONLY' });
  expect(mappingsOnly('/a', [])?.restApiId).toBe('one');
  const rulesOnly = compileDomainRoutes({ ...rules, routingMode: 'ROUTING_RULE_ONLY' });
  expect(rulesOnly('/a', [])).toBeNull();
});
