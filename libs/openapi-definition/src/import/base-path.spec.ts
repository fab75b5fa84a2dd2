import { basePathPrefix, type BasePathMode } from './base-path.js';

const swagger = (basePath: unknown) => ({ version: 'swagger' as const, root: { basePath } });
const oas30 = (server: object) => ({ version: 'oas30' as const, root: { servers: [server] } });

test.each([
  ['/base', '', '/base', ''],
  ['/', '', '', ''],
  ['', '', '', ''],
  ['/base-url/part/', '', '/base-url/part', '/part'],
  ['a//b', '', '/a/b', '/b'],
  [undefined, '', '', ''],
])('Swagger %s: ignored %j, prepended %j, split %j', (basePath, ...expected) => {
  const modes: BasePathMode[] = ['ignore', 'prepend', 'split'];
  expect(modes.map((mode) => basePathPrefix(swagger(basePath), mode))).toEqual(expected);
});

test.each([
  [{ url: 'https://example.com/v1/api?x=1' }, '/v1/api'],
  [{ url: '/only/path' }, '/only/path'],
  [{ url: '//example.com/x' }, '/x'],
  [{ url: 'https://example.com' }, ''],
  [
    { url: 'https://{host}/{stage}/x', variables: { host: { default: 'h' }, stage: { default: 'dev' } } },
    '/dev/x',
  ],
  [{ url: 'https://example.com/other', variables: { basePath: { default: 'mine' } } }, '/mine'],
  [
    { url: 'https://example.com/{basePath}', variables: { basePath: { default: '/base/path' } } },
    '/base/path',
  ],
  [{}, ''],
])('OpenAPI 3 %j is %j', (server, expected) => {
  expect(basePathPrefix(oas30(server), 'prepend')).toBe(expected);
});
