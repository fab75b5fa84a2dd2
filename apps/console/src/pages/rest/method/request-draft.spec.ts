import { requestDraftOf, requestPatches } from './request-draft.js';

const open = requestDraftOf({});

test('an authorizer is set together with its type, and goes with it', () => {
  const guarded = { ...open, authorizationType: 'CUSTOM', authorizerId: 'a1' };
  expect(requestPatches(open, guarded)).toEqual([
    { op: 'replace', path: '/authorizationType', value: 'CUSTOM' },
    { op: 'replace', path: '/authorizerId', value: 'a1' },
  ]);
  expect(requestPatches(guarded, { ...guarded, authorizationType: 'NONE' })).toEqual([
    { op: 'replace', path: '/authorizationType', value: 'NONE' },
    { op: 'replace', path: '/authorizerId', value: '' },
  ]);
});

test('parameters, models and scopes are changed one by one', () => {
  const from = { ...open, requestModels: { 'application/json': 'Pet' }, authorizationScopes: ['a'] };
  const to = {
    ...open,
    requestParameters: { 'method.request.querystring.page': true },
    authorizationScopes: ['b'],
  };
  expect(requestPatches(from, to)).toEqual([
    { op: 'remove', path: '/authorizationScopes', value: 'a' },
    { op: 'add', path: '/authorizationScopes', value: 'b' },
    { op: 'add', path: '/requestParameters/method.request.querystring.page', value: 'true' },
    { op: 'remove', path: '/requestModels/application~1json' },
  ]);
});
