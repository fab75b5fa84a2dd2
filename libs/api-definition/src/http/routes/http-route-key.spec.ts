import { checkRouteKey, findRouteKeyConflict } from './http-route-key.js';

const messageOf = (protocol: 'HTTP' | 'WEBSOCKET', key: string): string => {
  const checked = checkRouteKey(protocol, key);
  return checked.ok ? 'accepted' : checked.error.message;
};
const malformed =
  'The provided route key is not formatted properly for HTTP protocol. Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"';
const badPart = (part: string) =>
  `Invalid route path part specified: '${part}'. Only a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end are allowed.`;

test.each([
  '$default',
  'GET /',
  'ANY /{proxy+}',
  'GET /pets/{id}',
  'PATCH /v1.0/a-b_c:d/{x.y}/{rest+}',
  'OPTIONS /{a}/{b}',
])('an HTTP API may have %s', (key) => {
  expect(messageOf('HTTP', key)).toBe('accepted');
});

test.each([
  ['', 'Route key is required'],
  ['GET', malformed],
  ['/pets', malformed],
  ['get /pets', malformed],
  ['TRACE /pets', malformed],
  ['GET pets', malformed],
  ['GET  /pets', malformed],
  ['GET /pets now', malformed],
  ['$connect', malformed],
  ['GET /pets/', badPart('')],
  ['GET //pets', badPart('')],
  ['GET /a{id}', badPart('a{id}')],
  ['GET /{id', badPart('{id')],
  ['GET /{}', badPart('{}')],
  ['GET /pé', badPart('pé')],
  ['GET /{proxy+}/x', 'The greedy path variable {proxy+} must be at the end of the route path'],
  ['GET /{id}/{id}', 'The path variable {id} is there twice in the route path'],
  ['GET /{id}/{id+}', 'The path variable {id} is there twice in the route path'],
  [`GET /${'x'.repeat(1024)}`, 'Route key must have at most 1024 characters'],
])('an HTTP API may not have %s', (key, message) => {
  expect(messageOf('HTTP', key)).toBe(message);
});

test.each(['$connect', '$disconnect', '$default', 'sendMessage', 'GET /pets', 'é'])(
  'a WebSocket API may have %s',
  (key) => {
    expect(messageOf('WEBSOCKET', key)).toBe('accepted');
  },
);

test('other keys with a dollar sign are reserved in a WebSocket API', () => {
  expect(messageOf('WEBSOCKET', '$other')).toBe(
    'Invalid route key specified: $other. Keys that begin with $ are reserved.',
  );
});

const conflictOf = (key: string, ...others: string[]) => findRouteKeyConflict(key, others)?.message ?? 'none';

test('a key that another route has is refused', () => {
  expect(conflictOf('GET /a', 'POST /a', 'GET /a')).toBe('Route with key GET /a already exists for this API');
});

test('of two keys that differ in the names of variables alone one is refused', () => {
  expect(conflictOf('GET /a/{x}/{y+}', 'GET /a/{b}/{c+}')).toBe(
    'The provided route key "GET /a/{x}/{y+}" has a conflicting variable on the same hierarchical level as "GET /a/{b}/{c+}"',
  );
});

test.each([
  ['GET /a/{x}', 'POST /a/{y}'],
  ['GET /a/{x}', 'GET /a/{y+}'],
  ['GET /a/{x}/b', 'GET /a/{y}/c'],
  ['$default', 'ANY /{proxy+}'],
])('%s and %s take different requests', (key, other) => {
  expect(conflictOf(key, other)).toBe('none');
});
