import { readStreamHead } from './read-stream-head.js';

// What Node's parser would let nobody see, were it to stop looking.
const pseudo = [':method', 'GET', ':scheme', 'https', ':authority', 'a.localhost', ':path', '/x'];

test('a head becomes one of HTTP/1.1 that means the same', () => {
  expect(readStreamHead([...pseudo, 'cookie', 'a=1', 'x', 'y', 'cookie', 'b=2'])).toEqual({
    method: 'GET',
    url: '/x',
    httpVersionMajor: 1,
    httpVersionMinor: 1,
    rawHeaders: ['host', 'a.localhost', 'cookie', 'a=1; b=2', 'x', 'y'],
  });
  const byHost = [...pseudo.slice(0, 4), ...pseudo.slice(6), 'host', 'b.localhost'];
  expect(readStreamHead(byHost)).toMatchObject({ rawHeaders: ['host', 'b.localhost'] });
});

test.each<[reason: string, more: string[]]>([
  ['request.malformed', [':path', '/y']],
  ['request.malformed', ['x', 'y', ':path', '/y']],
  ['request.malformed', [':status', '200']],
  ['request.malformed', ['X-Upper', '1']],
  ['request.malformed', ['a b', '1']],
  ['request.malformed', ['', '1']],
  ['request.malformed', ['a\r\nb', '1']],
  ['request.malformed', ['a', '1\r\nb: 2']],
  ['request.malformed', ['a', '1\nb: 2']],
  ['request.malformed', ['a', '1\0']],
  ['request.malformed', ['connection', 'close']],
  ['request.malformed', ['keep-alive', '1']],
  ['request.malformed', ['proxy-connection', 'close']],
  ['request.malformed', ['transfer-encoding', 'chunked']],
  ['request.malformed', ['upgrade', 'h2c']],
  ['request.malformed', ['te', 'trailers, gzip']],
  ['request.malformed', ['content-length', '1', 'content-length', '1']],
  ['request.malformed', ['content-length', '1, 1']],
  ['request.malformed', ['content-length', '-1']],
  ['request.malformed', ['content-length', '0x1']],
  ['request.host', ['host', 'b.localhost']],
  ['request.host', ['host', 'a.localhost', 'host', 'b.localhost']],
])('refused as %s: %j', (refusedWith, more) => {
  expect(readStreamHead([...pseudo, ...more])).toEqual({ refusedWith });
});
