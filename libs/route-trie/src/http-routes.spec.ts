import fc from 'fast-check';
import { buildHttpRoutes, matchHttpRoute, type HttpRoute } from './index.js';

const table = (...routeKeys: string[]): HttpRoute<string>[] =>
  routeKeys.map((routeKey) => {
    const [method, path] = routeKey.split(' ');
    return path === undefined
      ? { method: 'ANY', path: null, value: routeKey }
      : { method: method!, path, value: routeKey };
  });

/** Route key and path variables of the chosen route, or null. */
function choose(routes: readonly HttpRoute<string>[], request: string) {
  const [method, path] = request.split(' ') as [string, string];
  const match = matchHttpRoute(buildHttpRoutes(routes), method, path);
  return match && [match.value, match.pathParameters && { ...match.pathParameters }];
}

test.each([
  ['GET /pets/dog/1', 'GET /pets/dog/1', null],
  ['GET /pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
  ['GET /pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
  ['POST /test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
  ['POST /', '$default', null],
])('the sample of the guide: %s', (request, routeKey, pathParameters) => {
  const routes = table(
    'GET /pets/dog/1',
    'GET /pets/dog/{id}',
    'GET /pets/{proxy+}',
    'ANY /{proxy+}',
    '$default',
  );
  expect(choose(routes, request)).toEqual([routeKey, pathParameters]);
});

test('a route without the method does not count: the next best one takes the request', () => {
  const routes = table('GET /pets/{id}', 'ANY /pets/{proxy+}', 'POST /{proxy+}', '$default');
  expect(choose(routes, 'GET /pets/1')).toEqual(['GET /pets/{id}', { id: '1' }]);
  expect(choose(routes, 'POST /pets/1')).toEqual(['ANY /pets/{proxy+}', { proxy: '1' }]);
  expect(choose(routes, 'POST /cars/1')).toEqual(['POST /{proxy+}', { proxy: 'cars/1' }]);
  expect(choose(routes, 'PUT /cars/1')).toEqual(['$default', null]);
});

test('of one path the method goes before ANY, and a longer prefix before a more specific one', () => {
  const routes = table('ANY /a', 'GET /a', 'ANY /a/{proxy+}', 'GET /a/{proxy+}', 'GET /{x}/b/{proxy+}');
  expect(choose(routes, 'GET /a')).toEqual(['GET /a', null]);
  expect(choose(routes, 'PUT /a')).toEqual(['ANY /a', null]);
  expect(choose(routes, 'GET /a/c/d')).toEqual(['GET /a/{proxy+}', { proxy: 'c/d' }]);
  expect(choose(routes, 'GET /a/b/d')).toEqual(['GET /{x}/b/{proxy+}', { x: 'a', proxy: 'd' }]);
  expect(choose(routes, 'PUT /a/b/d')).toEqual(['ANY /a/{proxy+}', { proxy: 'b/d' }]);
});

test('without $default a request that nothing takes finds nothing', () => {
  expect(choose(table('ANY /a'), 'GET /b')).toBeNull();
});

test('a method that APIs do not have does not go past ANY to $default', () => {
  expect(choose(table('ANY /a'), 'TRACE /a')).toBeNull();
  expect(choose(table('ANY /a', '$default'), 'TRACE /a')).toBeNull();
  expect(choose(table('ANY /a', '$default'), 'get /a')).toBeNull();
  expect(choose(table('ANY /a', '$default'), 'OPTIONS /b')).toEqual(['$default', null]);
});

test('a damaged table is not built', () => {
  expect(() => buildHttpRoutes(table('GET /{a}', 'GET /{b}'))).toThrow(/^Two routes/);
  expect(() => buildHttpRoutes(table('$default', '$default'))).toThrow(/^Two routes/);
  expect(() => buildHttpRoutes(table('GET a'))).toThrow(/^Not a resource path/);
});

test('chooses among 300 routes with overlapping variables as a slow matcher that tries every route', () => {
  const part = fc.constantFrom('a', 'b', 'c', '{v}', '{w}');
  const path = fc
    .tuple(fc.array(part, { maxLength: 5 }), fc.constantFrom('', '', '{p+}'))
    .map(([parts, last]) => `/${[...parts, last].filter((text) => text !== '').join('/')}`);
  const routeKey = fc
    .tuple(fc.constantFrom('GET', 'POST', 'ANY'), path)
    .map(([method, routePath]) => `${method} ${routePath}`);
  const routeKeys = fc.uniqueArray(routeKey, { minLength: 300, maxLength: 300, selector: shapeOf });
  const request = fc.tuple(
    fc.constantFrom('GET', 'POST', 'PUT', 'TRACE'),
    fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'a%2Fb', ''), { maxLength: 7 }),
  );
  const requests = fc.array(request, { minLength: 100, maxLength: 100 });
  fc.assert(
    fc.property(routeKeys, fc.boolean(), requests, (keys, hasDefault, asked) => {
      const routes = table(...keys, ...(hasDefault ? ['$default'] : []));
      const built = buildHttpRoutes(routes);
      for (const [method, parts] of asked) {
        const match = matchHttpRoute(built, method, `/${parts.join('/')}`);
        const pathParameters = match?.pathParameters ? { ...match.pathParameters } : null;
        expect(match && { value: match.value, pathParameters }).toEqual(slowMatch(routes, method, parts));
      }
    }),
    { numRuns: 30 },
  );
});

const shapeOf = (routeKey: string): string => routeKey.replace(/\{(\w+)(\+?)\}/g, '{$2}');

/** The rules as they are said, one after the other: every route is tried, and those that fit are sorted. */
function slowMatch(routes: readonly HttpRoute<string>[], method: string, requestParts: readonly string[]) {
  const asked = requestParts.filter((part) => part !== '');
  // A greedy variable keeps the slashes inside.
  const tail = (count: number): string => {
    const full = `/${requestParts.join('/')}`;
    const prefix = new RegExp(`^(?:/+[^/]+){${count}}/+`).exec(full)?.[0] ?? '';
    return full.slice(prefix.length).replace(/\/+$/, '');
  };
  const candidates = routes.flatMap((route) => {
    const { path } = route;
    if (path === null) return method === 'TRACE' ? [] : [{ route, order: [2], pathParameters: null }];
    const hasMethod = route.method === method || (route.method === 'ANY' && method !== 'TRACE');
    if (!hasMethod) return [];
    const parts = path.split('/').filter((part) => part !== '');
    const isGreedy = path.endsWith('+}');
    const fixed = isGreedy ? parts.slice(0, -1) : parts;
    if (isGreedy ? asked.length <= fixed.length : asked.length !== fixed.length) return [];
    if (!fixed.every((part, index) => part.startsWith('{') || part === asked[index])) return [];
    const values = fixed.flatMap((part, index): [string, string][] =>
      part.startsWith('{') ? [[part.slice(1, -1), asked[index]!]] : [],
    );
    if (isGreedy) values.push([parts.at(-1)!.slice(1, -2), tail(fixed.length)]);
    const kinds = fixed.map((part) => (part.startsWith('{') ? 1 : 0));
    const ofMethod = route.method === 'ANY' ? 1 : 0;
    const order = isGreedy ? [1, -fixed.length, ...kinds, ofMethod] : [0, ...kinds, ofMethod];
    return [{ route, order, pathParameters: values.length === 0 ? null : Object.fromEntries(values) }];
  });
  const [best] = candidates.sort((one, other) => compare(one.order, other.order));
  return best === undefined ? null : { value: best.route.value, pathParameters: best.pathParameters };
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
