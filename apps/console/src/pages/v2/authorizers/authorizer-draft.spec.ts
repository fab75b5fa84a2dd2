import { authorizerChange, authorizerDraftOf, authorizerMembers, newAuthorizer } from './authorizer-draft.js';

test('an authorizer keeps its payload format', () => {
  const draft = authorizerDraftOf({ authorizerType: 'REQUEST', authorizerPayloadFormatVersion: '1.0' });
  expect(authorizerMembers(draft, true)).toMatchObject({ authorizerPayloadFormatVersion: '1.0' });
});

test('an authorizer has the members of its type alone, and of WebSocket APIs no results that are kept', () => {
  const draft = {
    ...newAuthorizer(true),
    name: 'x',
    issuer: 'https://i',
    audience: 'a',
    authorizerUri: 'arn:x',
    ttl: '5',
  };
  const plain = { name: 'x', identitySource: ['$request.header.Authorization'] };
  expect(authorizerMembers(draft, true)).toEqual({
    ...plain,
    authorizerType: 'JWT',
    jwtConfiguration: { issuer: 'https://i', audience: ['a'] },
  });
  const request = { ...draft, authorizerType: 'REQUEST' };
  expect(authorizerMembers(request, true)).toMatchObject({ authorizerResultTtlInSeconds: 5 });
  expect(authorizerMembers(request, false)).toEqual({
    ...plain,
    authorizerType: 'REQUEST',
    authorizerUri: 'arn:x',
  });
});

test('an update has what changed, and nothing of a type that it is no more', () => {
  const draft = { ...newAuthorizer(true), name: 'x', issuer: 'https://i', audience: 'a' };
  expect(authorizerChange(draft, { ...draft, audience: 'a b' }, true)).toEqual({
    jwtConfiguration: { issuer: 'https://i', audience: ['a', 'b'] },
  });
  const to = { ...draft, authorizerType: 'REQUEST', authorizerUri: 'arn:x' };
  expect(authorizerChange(draft, to, true)).not.toHaveProperty('jwtConfiguration');
});
