import type { HttpAuthorizer } from '#libs/api-definition';
import { httpAuthorizerWith } from '#libs/testing';
import { compileHttpAuthorizer } from './compile-http-authorizer.js';

test.each<[string, Partial<HttpAuthorizer>, RegExp]>([
  ['an identity source of REST', { identitySource: ['method.request.header.a'] }, /cannot be read/],
  ['no function', { authorizerUri: 'arn:aws:s3:::x' }, /names no function/],
  ['no payload format', { authorizerPayloadFormatVersion: null }, /no payload format/],
  [
    'simple responses of 1.0',
    { authorizerPayloadFormatVersion: '1.0', enableSimpleResponses: true },
    /for payload format 2.0 alone/,
  ],
  ['tokens of no issuer', { authorizerType: 'JWT', jwtConfiguration: { audience: ['a'] } }, /no issuer/],
  [
    'tokens for nobody',
    { authorizerType: 'JWT', jwtConfiguration: { issuer: 'https://issuer.test' } },
    /no audience/,
  ],
  [
    'tokens in two places',
    { authorizerType: 'JWT', identitySource: ['$request.header.a', '$request.header.b'] },
    /in one header/,
  ],
  ['a token in the context', { authorizerType: 'JWT', identitySource: ['$context.a'] }, /in one header/],
])('an authorizer with %s is refused', (_, change, complaint) => {
  expect(compileHttpAuthorizer(httpAuthorizerWith(change))).toMatch(complaint);
});

test('results are kept only where something tells callers apart', () => {
  const compiledWith = (identitySource: string[]) =>
    compileHttpAuthorizer(httpAuthorizerWith({ identitySource, authorizerResultTtlInSeconds: 300 }));
  expect(compiledWith([])).toMatchObject({ identitySources: [], resultTtlSeconds: 0 });
  expect(compiledWith(['$request.header.a', '$context.routeKey'])).toMatchObject({
    identitySources: [
      { location: 'header', name: 'a', expression: '$request.header.a' },
      { location: 'context', name: 'routeKey' },
    ],
    resultTtlSeconds: 300,
  });
});
