import {
  authorizerDraftOf,
  authorizerPatches,
  createMembers,
  headersOf,
  isWhole,
  newAuthorizer,
} from './authorizer-draft.js';

const token = { ...newAuthorizer, name: 'a', authorizerUri: 'arn:f' };

test('an authorizer is created with what means something to its type', () => {
  expect(createMembers(token)).toEqual({
    name: 'a',
    type: 'TOKEN',
    authorizerUri: 'arn:f',
    identitySource: 'method.request.header.Authorization',
    authorizerResultTtlInSeconds: 300,
  });
  expect(createMembers({ ...token, type: 'COGNITO_USER_POOLS', providerARNs: ['arn:p'] })).toEqual({
    name: 'a',
    type: 'COGNITO_USER_POOLS',
    providerARNs: ['arn:p'],
    identitySource: 'method.request.header.Authorization',
    authorizerResultTtlInSeconds: 300,
  });
  expect([isWhole(token), isWhole({ ...token, type: 'COGNITO_USER_POOLS' })]).toEqual([true, false]);
});

test('what differs is changed', () => {
  const read = authorizerDraftOf(createMembers(token));
  expect(read).toEqual(token);
  expect(authorizerPatches(read, { ...read, identitySource: '', authorizerResultTtlInSeconds: 0 })).toEqual([
    { op: 'remove', path: '/identitySource' },
    { op: 'replace', path: '/authorizerResultTtlInSeconds', value: '0' },
  ]);
});

test('a test asks for the headers that are read', () => {
  const source = 'method.request.header.Auth, method.request.querystring.q,method.request.header.X-Tenant';
  expect(headersOf(source)).toEqual(['Auth', 'X-Tenant']);
  expect(headersOf(undefined)).toEqual([]);
});
