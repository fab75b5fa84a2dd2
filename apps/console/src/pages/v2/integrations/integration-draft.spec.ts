import { integrationChange, integrationDraftOf, integrationMembers } from './integration-draft.js';

const ofHttp = integrationDraftOf(
  {
    integrationType: 'HTTP_PROXY',
    integrationUri: 'http://x',
    integrationMethod: 'ANY',
    payloadFormatVersion: '1.0',
    timeoutInMillis: 3000,
    requestParameters: { 'append:header.a': '1', 'remove:header.b': "''" },
    responseParameters: { 200: { 'overwrite:header.c': '2' }, 404: { 'remove:header.d': "''" } },
  },
  true,
);

test('an integration has what was typed, and a private one its link and whom its certificate is for', () => {
  const typed = { ...ofHttp, connectionId: 'v1', serverNameToVerify: 'orders.internal' };
  expect(integrationMembers(typed, true)).toMatchObject({
    integrationType: 'HTTP_PROXY',
    integrationUri: 'http://x',
    timeoutInMillis: 3000,
    connectionType: 'VPC_LINK',
    connectionId: 'v1',
    tlsConfig: { serverNameToVerify: 'orders.internal' },
  });
});

test('what means nothing to a type is not sent', () => {
  const mock = integrationDraftOf(
    { integrationType: 'MOCK', requestTemplates: { $default: '{"statusCode":200}' }, timeoutInMillis: 50 },
    false,
  );
  const typed = { ...mock, integrationUri: 'http://left.from.before', connectionId: 'v' };
  expect(integrationMembers(typed, false)).toEqual({
    integrationType: 'MOCK',
    requestTemplates: { $default: '{"statusCode":200}' },
    timeoutInMillis: 50,
  });
  const service = { ...ofHttp, integrationType: 'AWS_PROXY', integrationSubtype: 'SQS-SendMessage' };
  expect(integrationMembers(service, true)).not.toHaveProperty('integrationUri');
});

test('what was emptied is said to be empty, since an update keeps what it is not given', () => {
  const from = { ...ofHttp, description: 'x', connectionId: 'v', serverNameToVerify: 'n' };
  const to = { ...from, description: '', connectionId: '', serverNameToVerify: '', timeoutInMillis: '' };
  expect(integrationChange(from, to, true)).toEqual({
    description: '',
    connectionType: 'INTERNET',
    connectionId: '',
    tlsConfig: { serverNameToVerify: '' },
    timeoutInMillis: 30_000,
  });
});

test('of mappings those that changed are sent', () => {
  const to = {
    ...ofHttp,
    requestParameters: { 'append:header.a': '3' },
    responseParameters: { 200: { 'overwrite:header.c': '2', 'overwrite:statuscode': '201' } },
  };
  expect(integrationChange(ofHttp, to, true)).toEqual({
    requestParameters: { 'append:header.a': '3', 'remove:header.b': '' },
    responseParameters: { 200: { 'overwrite:statuscode': '201' }, 404: {} },
  });
});
