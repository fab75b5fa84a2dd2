import type { CallOptions } from './test-gateway.js';

/** A request, and what its event has beside what every event has. */
export type PayloadRequest = [path: string, options: CallOptions, expected: Partial<EventParts>];

export interface EventParts {
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly stage: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly queryStringParameters: Readonly<Record<string, string>>;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

const post = (body: string | Buffer, headers: Record<string, string> = {}): CallOptions => ({
  method: 'POST',
  body,
  headers,
});
const withHeaders = (headers: Record<string, string | string[]>): CallOptions => ({ headers });
const pet = (id: string): Partial<EventParts> => ({
  routeKey: 'ANY /pets/{id}',
  rawPath: `/pets/${id}`,
  pathParameters: { id },
});
const asked = (rawQueryString: string, queryStringParameters?: Record<string, string>) => ({
  routeKey: 'GET /',
  rawQueryString,
  ...(queryStringParameters && { queryStringParameters }),
});
const posted = (
  text: string,
  contentType: string | null,
  body: Partial<Pick<EventParts, 'body' | 'isBase64Encoded'>>,
  bytes = Buffer.byteLength(text),
) => ({
  ...pet('1'),
  method: 'POST',
  headers: { 'content-length': String(bytes), ...(contentType && { 'content-type': contentType }) },
  ...body,
});
const text = (value: string) => ({ body: value, isBase64Encoded: false });
const base64 = (value: string | Buffer) => ({
  body: Buffer.from(value).toString('base64'),
  isBase64Encoded: true,
});
export const binary = Buffer.from([0, 1, 2, 255, 254]);

export const payloadRequests: PayloadRequest[] = [
  // Paths, stages and routes.
  ['/', {}, { routeKey: 'GET /' }],
  ['/pets/7', {}, pet('7')],
  ['/pets/7', { method: 'DELETE' }, { ...pet('7'), method: 'DELETE' }],
  ['/pets/7', { method: 'PATCH' }, { ...pet('7'), method: 'PATCH' }],
  ['/pets/7', { method: 'OPTIONS' }, { ...pet('7'), method: 'OPTIONS' }],
  ['/pets/a-b_c.d~e', {}, pet('a-b_c.d~e')],
  ['/pets/a%20b', {}, { ...pet('a b') }],
  ['/pets/%C3%BC%E2%82%AC', {}, pet('ü€')],
  ['/pets/a+b', {}, pet('a+b')],
  ['/pets/a%2Bb', {}, pet('a+b')],
  ['/pets/a%2Fb', {}, pet('a/b')],
  ['/pets/a%3Fb=c', {}, { ...pet('a?b=c'), rawPath: '/pets/a' }],
  ['/pets/a%25b', {}, pet('a%b')],
  ['/pets/a%zz', {}, pet('a%zz')],
  ['/pets/a:b@c', {}, pet('a:b@c')],
  ['/pets/7/', {}, { ...pet('7'), rawPath: '/pets/7/' }],
  [
    '/pets/7/toys/ball',
    {},
    {
      routeKey: 'GET /pets/{id}/toys/{toy}',
      rawPath: '/pets/7/toys/ball',
      pathParameters: { id: '7', toy: 'ball' },
    },
  ],
  ['/files/a', {}, { routeKey: 'ANY /files/{proxy+}', rawPath: '/files/a', pathParameters: { proxy: 'a' } }],
  [
    '/files/a/b/c.txt?d=e',
    {},
    {
      routeKey: 'ANY /files/{proxy+}',
      rawPath: '/files/a/b/c.txt',
      pathParameters: { proxy: 'a/b/c.txt' },
      rawQueryString: 'd=e',
      queryStringParameters: { d: 'e' },
    },
  ],
  [
    '/files/a%20b/c',
    {},
    { routeKey: 'ANY /files/{proxy+}', rawPath: '/files/a b/c', pathParameters: { proxy: 'a b/c' } },
  ],
  ['/other', {}, { rawPath: '/other' }],
  ['/other/', {}, { rawPath: '/other/' }],
  ['/a/b/c', { method: 'PUT' }, { rawPath: '/a/b/c', method: 'PUT' }],
  ['/pets', {}, { rawPath: '/pets' }],
  ['/prod/pets/1', {}, { rawPath: '/prod/pets/1' }],
  ['/dev', {}, { routeKey: 'GET /', rawPath: '/dev', stage: 'dev' }],
  ['/dev/', {}, { routeKey: 'GET /', rawPath: '/dev/', stage: 'dev' }],
  ['/dev/pets/7', {}, { ...pet('7'), rawPath: '/dev/pets/7', stage: 'dev' }],
  ['/dev/nowhere', {}, { rawPath: '/dev/nowhere', stage: 'dev' }],
  // The query.
  ['/?', {}, asked('')],
  ['/?a=1', {}, asked('a=1', { a: '1' })],
  ['/?a=1&b=2', {}, asked('a=1&b=2', { a: '1', b: '2' })],
  ['/?a=1&a=2&a=3', {}, asked('a=1&a=2&a=3', { a: '1,2,3' })],
  ['/?a', {}, asked('a', { a: '' })],
  ['/?a=', {}, asked('a=', { a: '' })],
  ['/?a=%20b%26c', {}, asked('a=%20b%26c', { a: ' b&c' })],
  ['/?a=b+c', {}, asked('a=b+c', { a: 'b c' })],
  ['/?%C3%BC=%E2%82%AC', {}, asked('%C3%BC=%E2%82%AC', { ü: '€' })],
  ['/?a[]=1&a[]=2', {}, asked('a[]=1&a[]=2', { 'a[]': '1,2' })],
  ['/?a=1;b=2', {}, asked('a=1;b=2', { a: '1;b=2' })],
  ['/?A=1&a=2', {}, asked('A=1&a=2', { A: '1', a: '2' })],
  // Headers and cookies.
  ['/', withHeaders({ 'X-Mine': 'a' }), { routeKey: 'GET /', headers: { 'x-mine': 'a' } }],
  ['/', withHeaders({ 'x-mine': ['a', 'b'] }), { routeKey: 'GET /', headers: { 'x-mine': 'a,b' } }],
  ['/', withHeaders({ 'user-agent': 'me/1.0' }), { routeKey: 'GET /', headers: { 'user-agent': 'me/1.0' } }],
  ['/', withHeaders({ cookie: 'a=1' }), { routeKey: 'GET /', cookies: ['a=1'] }],
  ['/', withHeaders({ cookie: 'a=1; b=2;c=3' }), { routeKey: 'GET /', cookies: ['a=1', 'b=2', 'c=3'] }],
  ['/', withHeaders({ cookie: ['a=1', 'b="x y"'] }), { routeKey: 'GET /', cookies: ['a=1', 'b="x y"'] }],
  [
    '/',
    withHeaders({ authorization: 'Bearer t' }),
    { routeKey: 'GET /', headers: { authorization: 'Bearer t' } },
  ],
  ['/', withHeaders({ te: 'trailers', 'keep-alive': 'x' }), { routeKey: 'GET /' }],
  ['/', withHeaders({ accept: 'a/b, c/d' }), { routeKey: 'GET /', headers: { accept: 'a/b, c/d' } }],
  // Bodies.
  ['/pets/1', post(''), { ...pet('1'), method: 'POST' }],
  [
    '/pets/1',
    post('{"a":1}', { 'content-type': 'application/json' }),
    posted('{"a":1}', 'application/json', text('{"a":1}')),
  ],
  [
    '/pets/1',
    post('{"a":"ü"}', { 'content-type': 'application/json; charset=utf-8' }),
    posted('{"a":"ü"}', 'application/json; charset=utf-8', text('{"a":"ü"}')),
  ],
  [
    '/pets/1',
    post('{', { 'content-type': 'application/ld+json' }),
    posted('{', 'application/ld+json', text('{')),
  ],
  [
    '/pets/1',
    post('<a/>', { 'content-type': 'application/xml' }),
    posted('<a/>', 'application/xml', text('<a/>')),
  ],
  [
    '/pets/1',
    post('<a/>', { 'content-type': 'image/svg+xml' }),
    posted('<a/>', 'image/svg+xml', base64('<a/>')),
  ],
  ['/pets/1', post('a', { 'content-type': 'TEXT/Plain' }), posted('a', 'TEXT/Plain', text('a'))],
  ['/pets/1', post('a,b', { 'content-type': 'text/csv' }), posted('a,b', 'text/csv', text('a,b'))],
  [
    '/pets/1',
    post('f()', { 'content-type': 'application/javascript' }),
    posted('f()', 'application/javascript', text('f()')),
  ],
  [
    '/pets/1',
    post('a=1&b=2', { 'content-type': 'application/x-www-form-urlencoded' }),
    posted('a=1&b=2', 'application/x-www-form-urlencoded', base64('a=1&b=2')),
  ],
  [
    '/pets/1',
    post('--x', { 'content-type': 'multipart/form-data; boundary=x' }),
    posted('--x', 'multipart/form-data; boundary=x', base64('--x')),
  ],
  ['/pets/1', post(binary, { 'content-type': 'image/png' }), posted('', 'image/png', base64(binary), 5)],
  [
    '/pets/1',
    post(binary, { 'content-type': 'application/octet-stream' }),
    posted('', 'application/octet-stream', base64(binary), 5),
  ],
  ['/pets/1', post(binary, { 'content-type': 'text/plain' }), posted('', 'text/plain', base64(binary), 5)],
  ['/pets/1', post('plain'), posted('plain', null, text('plain'))],
  ['/pets/1', post(binary), posted('', null, base64(binary), 5)],
  [
    '/pets/1',
    { method: 'GET', body: 'q', headers: { 'content-length': '1' } },
    { ...posted('q', null, text('q')), method: 'GET' },
  ],
];
