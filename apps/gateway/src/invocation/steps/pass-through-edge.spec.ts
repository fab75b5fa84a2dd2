import { atEdge } from './pass-through-edge.js';

test.each([
  [
    'well-known headers are in their canonical spelling',
    ['accept', 'a', 'USER-AGENT', 'b'],
    ['Accept', 'a', 'User-Agent', 'b'],
  ],
  [
    'others keep their own',
    ['tEsT-HEADeR', 'a', 'x-y', 'b', 'accept', 'c'],
    ['tEsT-HEADeR', 'a', 'x-y', 'b', 'Accept', 'c'],
  ],
  ['Content-MD5 is taken away', ['Accept', 'a', 'content-md5', 'b', 'X', 'c'], ['Accept', 'a', 'X', 'c']],
  ['cookies are sorted by name', ['cookie', 'b=2; a=1;c=3'], ['Cookie', 'a=1; b=2; c=3']],
  ['of several fields, too', ['Cookie', 'b=2', 'X', 'y', 'COOKIE', 'a=1'], ['Cookie', 'a=1; b=2', 'X', 'y']],
  ['those of one name keep their order', ['Cookie', 'b=2; a=2; a=1; a'], ['Cookie', 'a=2; a=1; a; b=2']],
  ['by name, not by value', ['Cookie', 'ab=0; a=z; a-b=1'], ['Cookie', 'a=z; a-b=1; ab=0']],
  ['capitals first', ['Cookie', 'a=1; B=2'], ['Cookie', 'B=2; a=1']],
  ['values are left as they are', ['Cookie', 'b="x y"; a==1=;'], ['Cookie', 'a==1=; b="x y"']],
  ['one cookie is left as it is', ['Cookie', ' a=1;'], ['Cookie', ' a=1;']],
])('%s', (_, sent, expected) => {
  expect(atEdge(sent)).toEqual(expected);
});

test('a request with nothing to change keeps its list', () => {
  const sent = ['Host', 'a', 'Accept', 'b', 'X-Own', 'c'];
  expect(atEdge(sent)).toBe(sent);
});
