import fc from 'fast-check';
import { parseValueTemplate } from './parse-value-template.js';
import type { ValuePart } from './value-template.js';

const read = (text: string, of: 'request' | 'response' = 'request') => {
  const parsed = parseValueTemplate(text, of);
  return parsed.ok ? parsed.expression.parts : parsed.error.message;
};

test.each<[string, ValuePart]>([
  ['plain', { kind: 'text', text: 'plain' }],
  ['$request.header.X-Name', { kind: 'requestHeader', name: 'X-Name' }],
  ['$request.querystring.page', { kind: 'requestQuerystring', name: 'page' }],
  ['$request.path', { kind: 'requestPath' }],
  ['$request.path.proxy', { kind: 'pathParameter', name: 'proxy' }],
  ['$request.body', { kind: 'requestBody', jsonPath: [] }],
  ['$request.body.pets[0].name', { kind: 'requestBody', jsonPath: ['pets', 0, 'name'] }],
  ["$request.body['a b']", { kind: 'requestBody', jsonPath: ['a b'] }],
  ['$context.identity.sourceIp', { kind: 'context', path: ['identity', 'sourceIp'] }],
  [
    '$context.authorizer.claims.custom:role',
    { kind: 'context', path: ['authorizer', 'claims', 'custom:role'] },
  ],
  ['$stageVariables.url', { kind: 'stageVariable', name: 'url' }],
  ['${stageVariables.url}', { kind: 'stageVariable', name: 'url' }],
])('%s', (text, part) => expect(read(text)).toEqual([part]));

test.each<[string, ValuePart]>([
  ['$response.header.Age', { kind: 'responseHeader', name: 'Age' }],
  ['$response.body.id', { kind: 'responseBody', jsonPath: ['id'] }],
  ['$response.body', { kind: 'responseBody', jsonPath: [] }],
])('of a response: %s', (text, part) => expect(read(text, 'response')).toEqual([part]));

test('several in one value, with text between, before and behind', () => {
  expect(read('/v2/${request.path.id}/${context.requestId}?${stageVariables.x}')).toEqual([
    { kind: 'text', text: '/v2/' },
    { kind: 'pathParameter', name: 'id' },
    { kind: 'text', text: '/' },
    { kind: 'context', path: ['requestId'] },
    { kind: 'text', text: '?' },
    { kind: 'stageVariable', name: 'x' },
  ]);
});

test('a dollar sign is text where it does not begin the value', () => {
  expect(read('5 $ or $context.stage')).toEqual([{ kind: 'text', text: '5 $ or $context.stage' }]);
  expect(read('$context.stage and ${context.stage}')).toEqual([
    { kind: 'text', text: '$context.stage and ' },
    { kind: 'context', path: ['stage'] },
  ]);
});

test.each([
  '${other.thing}',
  '${request.cookie.a}',
  '$request.cookie.a',
  '$request.header.',
  '$request.body..name',
  '$request.body.pets[*]',
  '$request.bodyguard',
  '$response.header.a',
  '${}',
  '$5',
  '$context.stage and more',
  'a ${context.stage',
  'a\r\nb',
])('%j is refused in a request, with AWS’s text', (text) => {
  expect(read(text)).toBe(`Invalid mapping expression specified: ${text}`);
});

test('a response cannot read what the caller sent', () => {
  expect(read('$request.header.a', 'response')).toMatch(/^Invalid mapping expression/);
});

test('whatever is given is read or refused, and text without dollar signs is itself', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void read(text)));
  fc.assert(
    fc.property(fc.stringMatching(/^[^$\u0000-\u001f\u007f]+$/), (text) =>
      expect(read(text)).toEqual([{ kind: 'text', text }]),
    ),
  );
});
