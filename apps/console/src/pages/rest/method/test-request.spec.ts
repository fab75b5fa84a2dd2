import { legible, pathNamesOf, testMembers, testPath } from './test-request.js';

const inputs = { path: {}, query: '', headers: {}, stageVariables: {}, body: '' };

test('values are put into the path, escaped; greedy ones keep their slashes', () => {
  const path = '/pets/{petId}/{proxy+}';
  expect(pathNamesOf(path)).toEqual(['petId', 'proxy']);
  expect(testPath(path, { ...inputs, path: { petId: 'a/b c', proxy: 'x/y?z' }, query: '?page=2' })).toBe(
    '/pets/a%2Fb%20c/x/y%3Fz?page=2',
  );
});

test('what is not given is left out', () => {
  expect(testMembers('/', 'GET', inputs)).toEqual({ pathWithQueryString: '/' });
  expect(testMembers('/', 'POST', { ...inputs, headers: { a: 'b' } })).toEqual({
    pathWithQueryString: '/',
    headers: { a: 'b' },
    body: '',
  });
});

test('JSON is laid out, and text left as it is', () => {
  expect([legible('{"a":1}'), legible('rex'), legible('')]).toEqual(['{\n  "a": 1\n}', 'rex', '']);
});
