import type { Caller } from '../http/caller.js';
import { headReasons } from '../refusals/head-reasons.js';
import { readRequest } from './read-request.js';

function head(url: string, ...rawHeaders: string[]) {
  const received = { method: 'POST', url, rawHeaders, httpVersionMajor: 1, httpVersionMinor: 1 };
  return readRequest(received, {} as Caller, null);
}

test('what the pipeline needs is found however the names are spelled', () => {
  expect(
    head(
      '/dev?x=1',
      'HOST',
      'a.localhost',
      'X-Api-Key',
      'k',
      'content-TYPE',
      'text/plain',
      'Content-Length',
      '7',
    ),
  ).toMatchObject({
    target: '/dev?x=1',
    host: 'a.localhost',
    apiKey: 'k',
    contentType: 'text/plain',
    accept: null,
    connection: null,
    contentEncoding: null,
    httpMethod: 'POST',
    sentMethod: 'POST',
    protocol: 'HTTP/1.1',
    bodyBytes: 7,
  });
});

test('the length of a body in chunks is not known', () => {
  expect(head('/', 'Host', 'a', 'Transfer-Encoding', 'Chunked')).toMatchObject({ bodyBytes: null });
});

test('the absolute form is understood and its host counts', () => {
  expect(head('http://b.localhost:8080/dev?x=1', 'Host', 'a')).toMatchObject({
    target: '/dev?x=1',
    host: 'b.localhost:8080',
  });
  expect(head('http://b.localhost', 'Host', 'a')).toMatchObject({ target: '/', host: 'b.localhost' });
});

test.each([
  ['request.host', 400, 'two hosts', '/', ['Host', 'a', 'Host', 'a']],
  ['request.host', 400, 'no host', '/', []],
  ['request.host', 400, 'a host that is none', '/', ['Host', 'a b']],
  ['request.host', 400, 'a host with credentials', '/', ['Host', 'u@a']],
  ['request.target', 400, 'a fragment', '/a#b', ['Host', 'a']],
  ['request.target', 400, 'bytes beyond ASCII', '/\u00e4', ['Host', 'a']],
  ['request.target', 400, 'the asterisk form', '*', ['Host', 'a']],
  ['request.target', 400, 'another scheme', 'ftp://a/', ['Host', 'a']],
  ['request.host', 400, 'no host beside the absolute form', 'http://a/', []],
  ['request.target', 400, 'a brace in the query', '/?a={b}', ['Host', 'a']],
  ['request.expectation', 417, 'an expectation', '/', ['Host', 'a', 'Expect', 'more']],
  ['request.dot_segment', 400, 'dot segments', '/a/../b', ['Host', 'a']],
  [
    'request.transfer_coding',
    501,
    'a coding that is not chunked',
    '/',
    ['Host', 'a', 'Transfer-Encoding', 'gzip, chunked'],
  ],
  [
    'request.transfer_coding',
    501,
    'chunked twice',
    '/',
    ['Host', 'a', 'Transfer-Encoding', 'chunked', 'Transfer-Encoding', 'chunked'],
  ],
  [
    'request.length_too_large',
    413,
    'a body that is too long',
    '/',
    ['Host', 'a', 'Content-Length', '10485761'],
  ],
  ['request.url_too_long', 414, 'a URL that is too long', `/${'a'.repeat(10_240)}`, ['Host', 'a']],
  [
    'request.headers_too_large',
    431,
    'headers that are too long',
    '/',
    ['Host', 'a', 'X', 'a'.repeat(10_240)],
  ],
] as const)('%s, which is a %i, for %s', (refusedWith, status, _, url, headers) => {
  expect(head(url, ...headers)).toMatchObject({ refusedWith });
  expect(headReasons[refusedWith].status).toBe(status);
});

test.each(['/a.b', '/a..b', '/...', '/.well-known/x', '/a?x=/../', '/%41'])(
  '%s has no dot segment',
  (url) => {
    expect(head(url, 'Host', 'a')).toMatchObject({ target: url });
  },
);

// Every character by itself, since most targets are judged by a shorter rule than the rest.
const codes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
const visible = codes.filter((char) => char > ' ' && char < '\u007f');

test.each([
  ['a path', '/a', visible.filter((char) => !'#\\'.includes(char))],
  ['a query', '/a?b=', visible.filter((char) => !'#\\{|}'.includes(char))],
])('the characters of %s', (_, before, allowed) => {
  const passes = (char: string) => 'target' in head(`${before}${char}c`, 'Host', 'a');
  expect(codes.filter(passes)).toEqual(allowed);
});
