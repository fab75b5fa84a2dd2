import { hidden } from './looks-secret.js';
import { presentPart, type PartContext } from './present-part.js';

const noVariables: PartContext = { memberNamesStay: true, isSecretVariable: () => false };
const request = (eventName: string, value: unknown, context: Partial<PartContext> = {}): unknown =>
  presentPart(eventName, 'request', value, { ...noVariables, ...context }).value;

test('members that the table names are hidden, in lists too, and told to whoever writes the message', () => {
  const part = presentPart(
    'GetApiKeys',
    'response',
    {
      items: [
        { id: 'a', value: 'k1' },
        { id: 'b', value: 'k2' },
      ],
    },
    noVariables,
  );
  expect(part.value).toEqual({
    items: [
      { id: 'a', value: hidden },
      { id: 'b', value: hidden },
    ],
  });
  expect(part.secrets).toEqual(['k1', 'k2']);
});

test('names of members get small first letters; keys that callers choose stay', () => {
  const value = { UserName: 'ann', Tags: [{ Key: 'Team', Value: 'A' }], tags: { Team: 'A' } };
  expect(request('CreateUser', value, { memberNamesStay: false })).toEqual({
    userName: 'ann',
    tags: { Team: 'A' },
  });
  expect(request('PutRule', { tags: { Team: 'A' } }, { memberNamesStay: false })).toEqual({
    tags: { Team: 'A' },
  });
});

test('stage variables are hidden by their names: in maps, in canaries and in patches', () => {
  const isSecretVariable = (name: string) => name === 'dbPassword' || name === 'other';
  const context = { isSecretVariable };
  expect(
    request(
      'CreateStage',
      {
        variables: { dbPassword: 's', url: 'u' },
        canarySettings: { stageVariableOverrides: { other: 's' } },
      },
      context,
    ),
  ).toEqual({
    variables: { dbPassword: hidden, url: 'u' },
    canarySettings: { stageVariableOverrides: { other: hidden } },
  });
  const patch = (path: string) => ({ op: 'replace', path, value: 's' });
  expect(
    request(
      'UpdateStage',
      {
        patchOperations: [
          patch('/variables/dbPassword'),
          patch('/variables/url'),
          patch('/canarySettings/stageVariableOverrides/other'),
        ],
      },
      context,
    ),
  ).toEqual({
    patchOperations: [
      { ...patch('/variables/dbPassword'), value: hidden },
      patch('/variables/url'),
      { ...patch('/canarySettings/stageVariableOverrides/other'), value: hidden },
    ],
  });
});

test('credentials for backends are hidden: static headers, and passwords within addresses', () => {
  expect(
    request('PutIntegration', {
      uri: 'https://ann:s3cret@backend.example/x',
      credentials: 'arn:aws:iam::000000000000:role/r',
      requestParameters: {
        'integration.request.header.Authorization': "'Bearer s'",
        'integration.request.header.X-Api-Key': 'method.request.header.X-Api-Key',
        'integration.request.header.Accept': "'*/*'",
      },
    }),
  ).toEqual({
    uri: `https://${hidden}@backend.example/x`,
    credentials: 'arn:aws:iam::000000000000:role/r',
    requestParameters: {
      'integration.request.header.Authorization': hidden,
      'integration.request.header.X-Api-Key': 'method.request.header.X-Api-Key',
      'integration.request.header.Accept': "'*/*'",
    },
  });
  const path = '/requestParameters/integration.request.header.Authorization';
  expect(
    request('UpdateIntegration', { patchOperations: [{ op: 'add', path, value: "'Bearer s'" }] }),
  ).toEqual({
    patchOperations: [{ op: 'add', path, value: hidden }],
  });
});

test('so are those that HTTP APIs set, in requests to backends and in responses', () => {
  const set = {
    'overwrite:header.X-Api-Key': 's3cret',
    'append:header.Cookie': 'session=s3cret;$request.header.a',
  };
  const kept = {
    'overwrite:header.proxy-authorization': '$stageVariables.token',
    'overwrite:header.accept': 'text/html',
    'remove:header.cookie': "''",
  };
  const masked = Object.fromEntries(Object.keys(set).map((name) => [name, hidden]));
  for (const eventName of ['CreateIntegration', 'UpdateIntegration']) {
    expect(
      request(eventName, { requestParameters: { ...set, ...kept }, responseParameters: { '200': set } }),
    ).toEqual({
      requestParameters: { ...masked, ...kept, 'remove:header.cookie': hidden },
      responseParameters: { '200': masked },
    });
  }
});

test('of a file with secrets not even the hash is written; of another one length and SHA-256', () => {
  const body = Buffer.from('name,key\nn,abcdefghijklmnopqrstuvwxyz');
  expect(request('ImportApiKeys', { body })).toEqual({ body: hidden });
  expect(request('ImportRestApi', { body: Buffer.from('abc') })).toEqual({
    body: {
      omitted: true,
      bytes: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    },
  });
});

test.each([
  ['a long text', { description: 'x'.repeat(1_000_000) }],
  ['an address that is colons alone', { description: `//${'a:'.repeat(500_000)}` }],
  ['many elements', { list: Array.from({ length: 100_000 }, (_, at) => at) }],
  ['many members', Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`m${at}`, at]))],
  ['long names', Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`${at}`.repeat(10_000), at]))],
  ['many texts', { list: Array.from({ length: 200 }, () => 'x'.repeat(2_000)) }],
  ['depth', Array.from({ length: 10_000 }).reduce<object>((below) => ({ below }), {})],
])('%s: a part has an end', (_, value) => {
  expect(JSON.stringify(request('CreateRestApi', value)).length).toBeLessThanOrEqual(32 * 1024);
});

test('what is ours hides what looks secret; parameters of signatures never show', () => {
  expect(
    request(
      'Anything',
      { password: 'p', nested: { apiToken: 't' }, nextToken: 'n' },
      { hideWhatLooksSecret: true },
    ),
  ).toEqual({ password: hidden, nested: { apiToken: hidden }, nextToken: 'n' });
  expect(request('GetExport', { parameters: { 'X-Amz-Signature': 's', extensions: 'apigateway' } })).toEqual({
    parameters: { 'X-Amz-Signature': hidden, extensions: 'apigateway' },
  });
});
