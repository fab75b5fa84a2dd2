import { jest } from '@jest/globals';
import fc from 'fast-check';
import { buildRouteTrie, findRouteConflicts, matchRoute, type Route } from './index.js';

const table = (...routes: string[]): Route<string>[] =>
  routes.map((route) => {
    const [methods, path] = route.split(' ') as [string, string];
    return { path, methods: methods.split(','), value: path };
  });

/** `METHOD path {parameters}` of the chosen route, or null. */
function choose(routes: readonly Route<string>[], request: string): string | null {
  const [method, path] = [request.slice(0, request.indexOf(' ')), request.slice(request.indexOf(' ') + 1)];
  const match = matchRoute(buildRouteTrie(routes), method, path);
  if (match === null) return null;
  return `${match.method} ${match.value}${match.pathParameters ? ` ${JSON.stringify(match.pathParameters)}` : ''}`;
}

describe('precedence', () => {
  const routes = table('GET /pets/mine', 'GET /pets/{id}', 'GET /pets/{id}/toys', 'GET /{proxy+}');

  test.each([
    ['GET /pets/mine', 'GET /pets/mine'],
    ['GET /pets/7', 'GET /pets/{id} {"id":"7"}'],
    ['GET /pets/mine/toys', 'GET /pets/{id}/toys {"id":"mine"}'],
    ['GET /pets/mine/toys/1', 'GET /{proxy+} {"proxy":"pets/mine/toys/1"}'],
    ['GET /pets', 'GET /{proxy+} {"proxy":"pets"}'],
  ])('static goes before a variable before a greedy variable: %s', (request, expected) => {
    expect(choose(routes, request)).toBe(expected);
  });

  test('a deeper greedy variable goes before one nearer to the root', () => {
    expect(choose(table('GET /{proxy+}', 'GET /a/{proxy+}'), 'GET /a/b/c')).toBe(
      'GET /a/{proxy+} {"proxy":"b/c"}',
    );
  });

  test('a static resource without the method gives way to a greedy one that has it', () => {
    const routes = table('POST /test', 'OPTIONS /{proxy+}');
    expect(choose(routes, 'OPTIONS /test')).toBe('OPTIONS /{proxy+} {"proxy":"test"}');
    expect(choose(routes, 'POST /test')).toBe('POST /test');
    expect(choose(routes, 'GET /test')).toBeNull();
  });

  test('a prefix with other children gives way to a greedy route', () => {
    const routes = table('GET /part1/hardcoded-value', 'GET /{param+}');
    expect(choose(routes, 'GET /part1/random')).toBe('GET /{param+} {"param":"part1/random"}');
  });

  test('on one resource the method goes before ANY', () => {
    expect(choose(table('ANY,GET /x'), 'GET /x')).toBe('GET /x');
    expect(choose(table('ANY,GET /x'), 'PUT /x')).toBe('ANY /x');
  });

  test('a more specific resource with ANY goes before a greedy one with the method itself', () => {
    expect(choose(table('ANY /test/any', 'OPTIONS /{proxy+}'), 'OPTIONS /test/any')).toBe('ANY /test/any');
  });

  test('ANY stands for the seven methods and for no other', () => {
    const routes = table('ANY /x');
    for (const method of ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']) {
      expect(choose(routes, `${method} /x`)).toBe('ANY /x');
    }
    for (const method of ['TRACE', 'PROPFIND', 'get', '']) expect(choose(routes, `${method} /x`)).toBeNull();
  });
});

describe('slashes', () => {
  const routes = table('GET /', 'GET /hardcoded', 'GET /a/{x}/b', 'GET /p/{proxy+}');

  test.each(['/hardcoded', '//hardcoded', '/hardcoded/', '///hardcoded//', 'hardcoded'])(
    'extra ones make no difference: %s',
    (path) => expect(choose(routes, `GET ${path}`)).toBe('GET /hardcoded'),
  );

  test.each(['', '/', '//'])('%j is the root resource', (path) =>
    expect(choose(routes, `GET ${path}`)).toBe('GET /'),
  );

  test('a variable is never empty', () => {
    expect(choose(routes, 'GET /a//b')).toBeNull();
    expect(choose(routes, 'GET /a//1//b')).toBe('GET /a/{x}/b {"x":"1"}');
  });

  test('a greedy variable keeps the inner ones and loses those around it', () => {
    expect(choose(routes, 'GET /p/a//b/c/')).toBe('GET /p/{proxy+} {"proxy":"a//b/c"}');
    expect(choose(routes, 'GET /p//a//')).toBe('GET /p/{proxy+} {"proxy":"a"}');
  });

  test('a greedy variable does not match its parent', () => {
    expect(choose(routes, 'GET /p')).toBeNull();
    expect(choose(routes, 'GET /p/')).toBeNull();
    expect(choose(table('GET /{proxy+}'), 'GET /')).toBeNull();
  });
});

describe('escapes', () => {
  const routes = table('GET /admin', 'GET /a:b/{x}', 'GET /{proxy+}');

  test.each([
    ['/%61dmin', 'GET /admin'],
    ['/%61%64%6D%69%6e/', 'GET /admin'],
    ['/a%3Ab/%63', 'GET /a:b/{x} {"x":"%63"}'],
    ['/%2561dmin', 'GET /{proxy+} {"proxy":"%2561dmin"}'],
    ['/%2Fadmin', 'GET /{proxy+} {"proxy":"%2Fadmin"}'],
    ['/admin%2F', 'GET /{proxy+} {"proxy":"admin%2F"}'],
    ['/admin%20', 'GET /{proxy+} {"proxy":"admin%20"}'],
    ['/%zzdmin', 'GET /{proxy+} {"proxy":"%zzdmin"}'],
    ['/%ff', 'GET /{proxy+} {"proxy":"%ff"}'],
    ['/admin%', 'GET /{proxy+} {"proxy":"admin%"}'],
    ['/admin;x=1', 'GET /{proxy+} {"proxy":"admin;x=1"}'],
  ])('static parts match in any escaping, variables take the raw text: %s is %s', (path, chosen) =>
    expect(choose(routes, `GET ${path}`)).toBe(chosen),
  );
});

describe('path parameters', () => {
  test('are the raw text, escapes and plus signs kept', () => {
    expect(choose(table('GET /{a}/{b+}'), 'GET /test%2Balias@x.com/a+b/%2F')).toBe(
      'GET /{a}/{b+} {"a":"test%2Balias@x.com","b":"a+b/%2F"}',
    );
  });

  test('of a branch that was given up do not show', () => {
    const routes = table('POST /{a}/{b}/c', 'GET /{p+}');
    expect(choose(routes, 'GET /1/2/c')).toBe('GET /{p+} {"p":"1/2/c"}');
  });

  test('may have the names of prototype members', () => {
    const trie = buildRouteTrie(table('GET /{__proto__}/{constructor}'));
    const { pathParameters } = matchRoute(trie, 'GET', '/a/b')!;
    expect(Object.entries(pathParameters!)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    expect(matchRoute(buildRouteTrie(table('GET /x')), 'GET', '/__proto__')).toBeNull();
  });

  test('are null, not empty, when the path has no variable', () => {
    expect(matchRoute(buildRouteTrie(table('GET /x')), 'GET', '/x')!.pathParameters).toBeNull();
  });
});

test('matching writes nothing to the trie', () => {
  const trie = buildRouteTrie(table('GET /a/{x}', 'POST /{y}/b', 'ANY /{p+}'));
  const before = structuredClone(trie);
  for (const path of ['/a/1', '/a/b', '/q', '/']) matchRoute(trie, 'POST', path);
  expect(structuredClone(trie)).toEqual(before);
});

test('the worst table, a static part beside a variable on every level, costs no more than one visit per node', () => {
  const depth = 12;
  const paths = Array.from({ length: 2 ** depth }, (_, bits) =>
    Array.from({ length: depth }, (_, level) => ((bits >> level) & 1 ? '/a' : '/{v}')).join(''),
  );
  const trie = buildRouteTrie(paths.map((path) => ({ path, methods: ['POST'], value: path })));
  const lookups = jest.spyOn(Map.prototype, 'get');
  try {
    expect(matchRoute(trie, 'GET', '/a'.repeat(depth))).toBeNull();
    // Per visit one lookup of a child, or two of a method at a leaf.
    expect(lookups.mock.calls.length).toBeLessThanOrEqual(3 * 2 ** depth);
  } finally {
    lookups.mockRestore();
  }
});

test('chooses as a naive matcher that tries every route', () => {
  const part = fc.constantFrom('a', 'b', '{v}', '{w}');
  const path = fc
    .tuple(fc.array(part, { maxLength: 4 }), fc.constantFrom('', '{p+}'))
    .map(([parts, last]) => `/${[...parts, last].filter((text) => text !== '').join('/')}`);
  const methods = fc.uniqueArray(fc.constantFrom('GET', 'POST', 'ANY'), { minLength: 1 });
  const routes = fc
    .array(fc.record({ path, methods }), { maxLength: 12 })
    .map(withoutConflicts)
    .map((kept) => kept.map((route) => ({ ...route, value: route.path })));
  const requestPath = fc
    .array(fc.constantFrom('a', 'b', 'c', 'a%2Fb', ''), { maxLength: 6 })
    .map((parts) => `/${parts.join('/')}`);
  fc.assert(
    fc.property(
      routes,
      fc.constantFrom('GET', 'POST', 'PUT', 'TRACE'),
      requestPath,
      (table, method, path) => {
        const match = matchRoute(buildRouteTrie(table), method, path);
        const plain = match && {
          ...match,
          pathParameters: match.pathParameters && { ...match.pathParameters },
        };
        expect(plain).toEqual(naiveMatch(table, method, path));
      },
    ),
    { numRuns: 3000 },
  );
});

type Candidate = Omit<Route<string>, 'value'>;

function withoutConflicts(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    // Unlike variables below one parent can be served, API Gateway just does not let them be made.
    const conflicts = findRouteConflicts([...kept, candidate]).filter(
      ({ kind }) => kind !== 'variable-siblings',
    );
    if (conflicts.length === 0) kept.push(candidate);
  }
  return kept;
}

/**
 * The same rules as a sort: of all routes that fit and have the method, the one whose parts are the most
 * specific, first part first.
 */
function naiveMatch(routes: readonly Route<string>[], method: string, path: string) {
  const fits = routes.flatMap(({ path: routePath, methods, value }) => {
    const parts = routePath.split('/').filter((part) => part !== '');
    const pattern = parts.map((part) =>
      part.endsWith('+}') ? '([^/](?:.*[^/])?)' : part.startsWith('{') ? '([^/]+)' : part,
    );
    const found = new RegExp(`^/*${pattern.join('/+')}/*$`).exec(path);
    const chosen = methods.includes(method)
      ? method
      : methods.includes('ANY') && method !== 'TRACE'
        ? 'ANY'
        : null;
    if (found === null || chosen === null) return [];
    const names = parts.filter((part) => part.startsWith('{')).map((part) => part.replace(/[{}+]/g, ''));
    const pathParameters =
      names.length === 0 ? null : Object.fromEntries(names.map((name, index) => [name, found[index + 1]]));
    const rank = parts.map((part) => (part.endsWith('+}') ? 2 : part.startsWith('{') ? 1 : 0)).join('');
    return [
      { rank: rank + (chosen === 'ANY' ? 'b' : 'a'), match: { value, method: chosen, pathParameters } },
    ];
  });
  return fits.sort((a, b) => (a.rank < b.rank ? -1 : 1))[0]?.match ?? null;
}
