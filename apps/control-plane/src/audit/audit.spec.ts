import {
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  DeleteRestApiCommand,
  GetRestApisCommand,
  GetRestApiCommand,
  ImportApiKeysCommand,
  ImportRestApiCommand,
  TestInvokeMethodCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { CreateAccessKeyCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { AuditEvent } from '#libs/audit';
import { waitFor } from '#libs/testing';
import { iamOf } from '../testing/iam-of.js';
import { limitedUser } from '../testing/limited-user.js';
import { makeRole } from '../testing/make-principals.js';
import { seedRestApi } from '../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

/** Events of a name in the order in which they were written. */
async function events(eventName: string): Promise<AuditEvent[]> {
  const rows = await plane.query<{ event: string }>(
    `SELECT event FROM audit_events WHERE event_name = '${eventName}' ORDER BY id`,
  );
  return rows.map(({ event }) => JSON.parse(event) as AuditEvent);
}
const lastEvent = async (eventName: string): Promise<AuditEvent> => (await events(eventName)).at(-1)!;
const count = async (): Promise<number> =>
  Number((await plane.query<{ n: string }>('SELECT count(*) AS n FROM audit_events'))[0]!.n);

test('a change says who, from where, what, and what was answered', async () => {
  const made = await plane.client.send(new CreateRestApiCommand({ name: 'orders', tags: { Team: 'A' } }));
  expect(await lastEvent('CreateRestApi')).toEqual({
    eventVersion: '1.08',
    userIdentity: {
      type: 'Root',
      principalId: plane.accountId,
      arn: `arn:aws:iam::${plane.accountId}:root`,
      accountId: plane.accountId,
      accessKeyId: plane.credentials.accessKeyId,
    },
    eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as unknown,
    eventSource: 'apigateway.amazonaws.com',
    eventName: 'CreateRestApi',
    awsRegion: 'us-east-1',
    sourceIPAddress: '127.0.0.1',
    userAgent: expect.stringContaining('aws-sdk-js') as unknown,
    requestParameters: { name: 'orders', tags: { Team: 'A' }, template: false },
    responseElements: expect.objectContaining({ id: made.id, name: 'orders' }) as unknown,
    requestID: made.$metadata.requestId,
    eventID: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: plane.accountId,
    eventCategory: 'Management',
  });
});

test('a read has its event before it is answered, without what it answered', async () => {
  await plane.client.send(new GetRestApisCommand({ limit: 7 }));
  expect(await lastEvent('GetRestApis')).toMatchObject({
    readOnly: true,
    requestParameters: { limit: 7, template: false },
    responseElements: null,
  });
});

test('refused calls have events, by the rules of the definition and by policies, with what was asked', async () => {
  await expect(plane.client.send(new GetRestApiCommand({ restApiId: 'none' }))).rejects.toThrow();
  expect(await lastEvent('GetRestApi')).toMatchObject({
    errorCode: 'NotFoundException',
    requestParameters: { restApiId: 'none', template: false },
    responseElements: null,
  });
  const nobody = await limitedUser(plane);
  await expect(nobody.gateway.send(new DeleteRestApiCommand({ restApiId: 'abc' }))).rejects.toThrow();
  expect(await lastEvent('DeleteRestApi')).toMatchObject({
    errorCode: 'AccessDenied',
    errorMessage: expect.stringContaining('is not authorized to perform') as unknown,
    userIdentity: { type: 'IAMUser', userName: nobody.name, arn: nobody.arn },
    requestParameters: { restApiId: 'abc', template: false },
    readOnly: false,
  });
});

test('a change whose event cannot be written is not made; a read is not answered; it is said clearly', async () => {
  const before = await plane.client.send(new GetRestApisCommand({ limit: 500 }));
  await plane.query('ALTER TABLE audit_events ADD CONSTRAINT full_disk CHECK (false) NOT VALID');
  try {
    const refusal = {
      name: 'ServiceUnavailableException',
      message: expect.stringContaining('audit log') as unknown,
    };
    await expect(plane.client.send(new CreateRestApiCommand({ name: 'unseen' }))).rejects.toMatchObject(
      refusal,
    );
    await expect(plane.client.send(new GetRestApisCommand({}))).rejects.toMatchObject(refusal);
    await expect(plane.client.send(new GetRestApiCommand({ restApiId: 'none' }))).rejects.toMatchObject(
      refusal,
    );
    await expect(iamOf(plane).send(new CreateUserCommand({ UserName: 'unseen' }))).rejects.toMatchObject({
      message: expect.stringContaining('audit log') as unknown,
    });
  } finally {
    await plane.query('ALTER TABLE audit_events DROP CONSTRAINT full_disk');
  }
  const after = await plane.client.send(new GetRestApisCommand({ limit: 500 }));
  expect(after.items).toEqual(before.items);
  expect(await plane.query("SELECT 1 FROM iam_principals WHERE name = 'unseen'")).toEqual([]);
});

test('a refused change has one event, which says so: what it wrote before is undone', async () => {
  const { id } = await plane.client.send(new CreateRestApiCommand({ name: 'patched' }));
  const change = new UpdateRestApiCommand({
    restApiId: id,
    patchOperations: [
      { op: 'replace', path: '/name', value: 'other' },
      { op: 'replace', path: '/nothing', value: 'x' },
    ],
  });
  await expect(plane.client.send(change)).rejects.toThrow();
  expect(await events('UpdateRestApi')).toEqual([
    expect.objectContaining({ errorCode: 'BadRequestException' }) as unknown,
  ]);
});

test('calls that write more than once, or that run on a gateway, have the event that they should', async () => {
  const document = JSON.stringify({ openapi: '3.0.1', info: { title: 'imported' }, paths: {} });
  await plane.client.send(new ImportRestApiCommand({ body: Buffer.from(document) }));
  expect(await lastEvent('ImportRestApi')).toMatchObject({
    requestParameters: {
      body: { omitted: true, bytes: document.length, sha256: expect.any(String) as unknown },
    },
    responseElements: { name: 'imported' },
  });
  const { id, rootResourceId } = await seedRestApi(plane);
  const test = new TestInvokeMethodCommand({ restApiId: id, resourceId: rootResourceId, httpMethod: 'GET' });
  await plane.client.send(test).catch(() => undefined);
  expect(await events('TestInvokeMethod')).toEqual([]);
});

test('what is ours is audited as well, reads of it too', async () => {
  expect((await plane.signedFetch('/_tollgate/v1/leases')).status).toBe(200);
  expect(await lastEvent('ListLeases')).toMatchObject({ eventSource: 'tollgate', readOnly: true });
  const denied = {
    type: 'sub',
    value: 'user-1',
    until: '2099-01-01T00:00:00Z',
    password: 'planted-password',
  };
  await plane.signedFetch('/_tollgate/v1/denied-identities', { method: 'POST', body: denied });
  expect(await lastEvent('DenyIdentities')).toMatchObject({
    eventSource: 'tollgate',
    requestParameters: { type: 'sub', value: 'user-1', password: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
  });
});

test('a session of a role names the role that it was made of', async () => {
  const user = await limitedUser(plane, { Effect: 'Allow', Action: '*', Resource: '*' });
  const RoleArn = await makeRole(
    plane,
    'auditor',
    { Effect: 'Allow', Principal: { AWS: user.arn }, Action: 'sts:AssumeRole' },
    { policy: { Effect: 'Allow', Action: 'apigateway:*', Resource: '*' } },
  );
  const { Credentials } = await user.sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'at-night' }),
  );
  expect(await lastEvent('AssumeRole')).toMatchObject({
    eventSource: 'sts.amazonaws.com',
    requestParameters: { roleArn: RoleArn, roleSessionName: 'at-night' },
    responseElements: {
      credentials: {
        accessKeyId: Credentials!.AccessKeyId,
        secretAccessKey: 'HIDDEN_DUE_TO_SECURITY_REASONS',
        sessionToken: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      },
    },
  });
  const credentials = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  const response = await plane.signedFetch('/usageplans', { credentials });
  expect(response.status).toBe(200);
  expect((await lastEvent('GetUsagePlans')).userIdentity).toMatchObject({
    type: 'AssumedRole',
    arn: `arn:aws:sts::${plane.accountId}:assumed-role/auditor/at-night`,
    accessKeyId: Credentials!.AccessKeyId,
    sessionContext: {
      sessionIssuer: { type: 'Role', userName: 'auditor' },
      attributes: { mfaAuthenticated: 'false' },
    },
  });
});

test('no secret that is given or answered is in any event', async () => {
  const secret = (of: string): string => `planted-secret-of-${of}-0123456789`;
  const { client } = plane;
  await client.send(new CreateApiKeyCommand({ name: 'k', value: secret('a-key') }));
  await client.send(new CreateApiKeyCommand({ name: 'k', value: secret('a-key') })).catch(() => undefined);
  const csv = `name,key\nn,${secret('an-import')}\n`;
  await client.send(new ImportApiKeysCommand({ format: 'csv', body: Buffer.from(csv) }));
  const { id: restApiId } = await seedRestApi(plane);
  const { id: deploymentId } = await client.send(new CreateDeploymentCommand({ restApiId }));
  await client.send(
    new CreateStageCommand({
      restApiId,
      stageName: 'prod',
      deploymentId,
      variables: { password: secret('a-variable'), url: 'shown.example' },
      tags: { 'tollgate:secret-variables': 'password' },
    }),
  );
  await client.send(
    new UpdateStageCommand({
      restApiId,
      stageName: 'prod',
      patchOperations: [{ op: 'replace', path: '/variables/password', value: secret('a-patch') }],
    }),
  );
  const user = await iamOf(plane).send(new CreateUserCommand({ UserName: 'keyed' }));
  const key = await iamOf(plane).send(new CreateAccessKeyCommand({ UserName: user.User!.UserName }));
  const [all] = await plane.query<{ text: string }>(
    "SELECT string_agg(event, '\n') AS text FROM audit_events",
  );
  expect(all!.text).not.toContain('planted-secret');
  expect(all!.text).not.toContain(key.AccessKey!.SecretAccessKey);
  expect(all!.text).not.toContain(plane.credentials.secretAccessKey);
  expect(all!.text).toContain('shown.example');
  expect(await lastEvent('UpdateStage')).toMatchObject({
    responseElements: { variables: { password: 'HIDDEN_DUE_TO_SECURITY_REASONS', url: 'shown.example' } },
  });
});

test('calls without a good signature are counted, not written one by one', async () => {
  const before = await count();
  const forged = { accessKeyId: 'AKIANOBODY0000000000', secretAccessKey: 'guess' };
  for (let at = 0; at < 300; at += 1) {
    const response = await (at % 2 === 0
      ? fetch(`${plane.url}/restapis`)
      : plane.signedFetch('/restapis', { credentials: forged }));
    expect(response.status).toBe(403);
  }
  await waitFor(async () => (await count()) > before);
  expect((await count()) - before).toBe(1);
  expect((await events('GetRestApis')).at(-1)).toMatchObject({
    userIdentity: { type: 'Unknown' },
    errorCode: 'MissingAuthenticationTokenException',
    recipientAccountId: plane.accountId,
  });
});

test('paths that nobody knows, health and documentation leave no events', async () => {
  const before = await count();
  await fetch(`${plane.url}/_tollgate/health`);
  await fetch(`${plane.url}/wp-login.php`);
  await plane.signedFetch('/wp-login.php');
  expect(await count()).toBe(before);
});

test('a call whose text nobody can store has its own answer, and an event without parameters', async () => {
  const name = 'a\\u0000\\ud800b';
  const response = await plane.signedFetch('/restapis', { method: 'POST', body: `{"name":"${name}"}` });
  expect(response.status).toBeLessThan(500);
  expect(await lastEvent('CreateRestApi')).toMatchObject({
    errorCode: 'BadRequestException',
    requestParameters: null,
  });
  const unserved = await plane.signedFetch('/', {
    method: 'POST',
    service: 'iam',
    body: 'Action=%00%F0%9F%98%80&Version=2010-05-08',
  });
  expect(unserved.status).toBe(400);
});
