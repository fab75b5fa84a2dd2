import { draftOf, integrationPatches, newIntegration, putMembers } from './integration-draft.js';

test('a new integration is put with what means something to its type', () => {
  expect(putMembers({ ...newIntegration, uri: 'http://127.0.0.1:3000' })).toEqual({
    type: 'HTTP_PROXY',
    uri: 'http://127.0.0.1:3000',
    integrationHttpMethod: 'GET',
  });
  expect(
    putMembers({
      ...newIntegration,
      type: 'MOCK',
      uri: 'left from before',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
    }),
  ).toEqual({ type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } });
});

test('what was put is read back as the same draft', () => {
  const draft = {
    ...newIntegration,
    uri: 'https://example.com/{id}',
    requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
    cacheKeyParameters: ['method.request.path.id'],
    timeoutInMillis: 5000,
  };
  const { integrationHttpMethod, ...put } = putMembers(draft);
  expect(draftOf({ ...put, httpMethod: integrationHttpMethod })).toEqual(draft);
});

test('only what differs is changed, and what is no more is removed', () => {
  const from = { ...newIntegration, uri: 'http://a', credentials: 'arn', contentHandling: 'CONVERT_TO_TEXT' };
  const to = { ...from, uri: 'http://b', credentials: '', contentHandling: '', skipsVerification: true };
  expect(integrationPatches(from as typeof newIntegration, to as typeof newIntegration)).toEqual([
    { op: 'replace', path: '/uri', value: 'http://b' },
    { op: 'remove', path: '/credentials' },
    { op: 'remove', path: '/contentHandling' },
    { op: 'replace', path: '/tlsConfig/insecureSkipVerification', value: 'true' },
  ]);
  expect(integrationPatches(newIntegration, newIntegration)).toEqual([]);
});
