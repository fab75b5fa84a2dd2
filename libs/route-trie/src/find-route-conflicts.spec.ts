import { buildRouteTrie, findRouteConflicts } from './index.js';

const get = (...paths: string[]) => paths.map((path) => ({ path, methods: ['GET'] }));

test('a sound table has none', () => {
  expect(findRouteConflicts(get('/', '/a', '/a/{x}', '/a/{x}/b', '/b/{proxy+}', '/c/{x}'))).toEqual([]);
  expect(
    findRouteConflicts([
      { path: '/a', methods: ['GET', 'ANY'] },
      { path: '/a', methods: ['POST'] },
    ]),
  ).toEqual([]);
});

test.each(['', 'a', '/a/', '//a', '/a//b', '/{}', '/{+}', '/a{x}', '/{x}y', '/{p+}/a', '/{{x}}', '/{a}{b}'])(
  'the path %j is malformed, and building refuses it',
  (path) => {
    expect(findRouteConflicts(get(path))).toEqual([{ kind: 'malformed-path', path }]);
    expect(() => buildRouteTrie([{ path, methods: ['GET'], value: 1 }])).toThrow(/^Not a resource path/);
  },
);

test('the same shape and method twice is a duplicate whatever the variables are called, and building refuses it', () => {
  expect(findRouteConflicts(get('/a/{x}', '/a/{x}'))).toEqual([
    { kind: 'duplicate-route', method: 'GET', paths: ['/a/{x}', '/a/{x}'] },
  ]);
  expect(findRouteConflicts(get('/a/{x}', '/a/{y}'))).toEqual([
    { kind: 'variable-siblings', parent: '/a', names: ['{x}', '{y}'] },
    { kind: 'duplicate-route', method: 'GET', paths: ['/a/{x}', '/a/{y}'] },
  ]);
  const routes = get('/a/{x}', '/a/{y}').map((route) => ({ ...route, value: 1 }));
  expect(() => buildRouteTrie(routes)).toThrow('Two routes for GET /a/{y}');
});

test('a variable beside a greedy one is named with its parent', () => {
  expect(findRouteConflicts(get('/{proxy+}', '/{id}/x'))).toEqual([
    { kind: 'variable-siblings', parent: '/', names: ['{proxy+}', '{id}'] },
  ]);
});

test('one name twice in a path is named', () => {
  expect(findRouteConflicts(get('/{id}/x/{id+}'))).toEqual([
    { kind: 'repeated-parameter', path: '/{id}/x/{id+}', name: 'id' },
  ]);
});
