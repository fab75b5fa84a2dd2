import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import {
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateStageCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  ImportApiKeysCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { freePort, makeTestCertificate, startTestCollector, type TestCollector } from '#libs/testing';
import { createApi, createResource } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { startUpstream } from '../support/upstream.js';
import { httpApiSecrets, plantInHttpApi } from './planted-http-api.js';
import { plantInWebSockets, webSocketSecrets } from './planted-websockets.js';
import { readSinks } from './read-sinks.js';

// A secret of its own in every place that takes one, everything that reports switched on, and a backend that
// says back what it is sent: then each sink is searched for each of them.
const secretOf = (place: string): string => `planted-${place}-${randomUUID()}`;
const given = {
  apiKey: secretOf('api-key'),
  importedKey: secretOf('imported-key'),
  authorization: secretOf('authorization'),
  cookie: secretOf('cookie'),
  securityToken: secretOf('security-token'),
  signature: secretOf('signature'),
  staticHeader: secretOf('static-header'),
  backendPassword: secretOf('backend-password'),
  stageVariable: secretOf('stage-variable'),
  ...webSocketSecrets(secretOf),
  ...httpApiSecrets(secretOf),
};
/** Those that the installation makes itself. */
const made = new Map<string, string>();

const accessLogGroup = 'arn:aws:logs:us-east-1:000000000000:log-group:access';
const format = JSON.stringify({
  requestId: '$context.requestId',
  key: '$context.identity.apiKey',
  keyId: '$context.identity.apiKeyId',
  agent: '$context.identity.userAgent',
  path: '$context.path',
  error: '$context.error.message',
  all: '$context.authorizer.claims $context.integration.error $context.tollgate.reason',
});

let tollgate: Installation;
let collector: TestCollector;
let upstream: Awaited<ReturnType<typeof startUpstream>>;
let restApiId: string;
let metricsPorts: readonly number[];
const requestIds: string[] = [];

beforeAll(async () => {
  collector = await startTestCollector();
  upstream = await startUpstream();
  metricsPorts = [await freePort(), await freePort(), await freePort()];
  const [ofControlPlane, ofWorker, ofGateway] = metricsPorts.map(String);
  tollgate = await startInstallation({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      TOLLGATE_LOG_LEVEL: 'debug',
      TOLLGATE_EXPLAIN_SAMPLE: '1',
      TOLLGATE_CONTROL_PLANE_METRICS_PORT: ofControlPlane!,
      TOLLGATE_WORKER_METRICS_PORT: ofWorker!,
      TOLLGATE_METRICS_PORT: ofGateway!,
    },
  });
  await define();
}, 240_000);
afterAll(async () => {
  await tollgate?.close();
  await Promise.all([collector?.close(), upstream?.close()]);
});

const settings = () => {
  const { region, credentials } = tollgate.client.config;
  return { endpoint: tollgate.controlPlaneUrl, region, credentials, maxAttempts: 1 };
};

async function define(): Promise<void> {
  const { client } = tollgate;
  const api = await createApi(client, 'planted');
  restApiId = api.restApiId;
  const resourceId = await createResource(client, restApiId, api.rootId, '{proxy+}');
  const at = { restApiId, resourceId, httpMethod: 'ANY' };
  await client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE', apiKeyRequired: true }));
  await client.send(
    new PutIntegrationCommand({
      ...at,
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'ANY',
      uri: `${upstream.url}/\${stageVariables.token}/x`,
      requestParameters: {
        'integration.request.header.Authorization': `'${given.staticHeader}'`,
        'integration.request.header.x-of-the-stage': 'stageVariables.token',
      },
    }),
  );
  const { id: deploymentId } = await client.send(new CreateDeploymentCommand({ restApiId }));
  await client.send(
    new CreateStageCommand({
      restApiId,
      deploymentId,
      stageName: 'dev',
      tracingEnabled: true,
      variables: { token: given.stageVariable },
      tags: { 'tollgate:secret-variables': 'token' },
    }),
  );
  const patch = (path: string, value: string) => ({ op: 'replace' as const, path, value });
  await client.send(
    new UpdateStageCommand({
      restApiId,
      stageName: 'dev',
      patchOperations: [
        patch('/*/*/logging/loglevel', 'INFO'),
        patch('/*/*/logging/dataTrace', 'true'),
        patch('/*/*/metrics/enabled', 'true'),
        patch('/accessLogSettings/destinationArn', accessLogGroup),
        patch('/accessLogSettings/format', format),
      ],
    }),
  );
  await plantKeys();
}

async function plantKeys(): Promise<void> {
  const { client } = tollgate;
  const key = await client.send(
    new CreateApiKeyCommand({ name: 'customer', enabled: true, value: given.apiKey }),
  );
  const drawn = await client.send(new CreateApiKeyCommand({ name: 'drawn', enabled: true }));
  made.set('drawn key', drawn.value!);
  const csv = `name,key\nimported,${given.importedKey}`;
  await client.send(new ImportApiKeysCommand({ format: 'csv', body: Buffer.from(csv) }));
  const apiStages = [{ apiId: restApiId, stage: 'dev' }];
  const plan = await client.send(new CreateUsagePlanCommand({ name: 'plan', apiStages }));
  await client.send(
    new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' }),
  );
  const iam = new IAMClient(settings());
  await iam.send(new CreateUserCommand({ UserName: 'ada' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ada' }));
  made.set('secret access key', AccessKey!.SecretAccessKey!);
  const { Credentials } = await new STSClient(settings()).send(new GetSessionTokenCommand({}));
  made.set('session token', Credentials!.SessionToken!);
  made.set('secret of a session', Credentials!.SecretAccessKey!);
  made.set('secret of the root', tollgate.awsEnvironment['AWS_SECRET_ACCESS_KEY']!);
  await plantCertificate();
  const capture = { restApiId, stageName: 'dev', apiKeyId: key.id };
  expect((await tollgate.signedCall('POST', '/_tollgate/v1/captures', capture)).status).toBe(201);
}

/** Imported, and refused before with a key that is not its own. */
async function plantCertificate(): Promise<void> {
  const acm = new ACMClient(settings());
  const [one, other] = [await makeTestCertificate(), await makeTestCertificate()];
  const importWith = (key: string) =>
    acm.send(
      new ImportCertificateCommand({
        Certificate: Buffer.from(one.certificate),
        PrivateKey: Buffer.from(key),
      }),
    );
  await expect(importWith(other.privateKey)).rejects.toMatchObject({ name: 'ValidationException' });
  await importWith(one.privateKey);
  // A line in its middle: the first says what kind of key it is.
  made.set('private key of a certificate', one.privateKey.split('\n')[2]!);
  made.set('private key of a refused import', other.privateKey.split('\n')[2]!);
}

async function callWithSecrets(path: string, apiKey: string): Promise<void> {
  const response = await tollgate.invoke(restApiId, `/dev${path}?X-Amz-Signature=${given.signature}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-api-key': apiKey,
      authorization: `Bearer ${given.authorization}`,
      cookie: `theme=dark; session=${given.cookie}`,
      'x-amz-security-token': given.securityToken,
    },
    body: '{"a":1}',
  });
  await response.arrayBuffer();
  requestIds.push(response.headers.get('x-amzn-requestid')!);
}

test('no secret is in any log, metric, span, audit event, explanation, capture or output', async () => {
  await callWithSecrets('/served', given.apiKey);
  await callWithSecrets('/refused', given.authorization);
  const { apiId, eventIds } = await plantInWebSockets(tollgate, upstream, given);
  requestIds.push(...eventIds);
  const ofHttpApi = await plantInHttpApi(tollgate, upstream, given);
  requestIds.push(...ofHttpApi);
  expect(upstream.seen[0]!.headers).toMatchObject({
    authorization: given.staticHeader,
    'x-of-the-stage': given.stageVariable,
  });
  const [served] = requestIds;
  // Each sink has something of the request, or of the calls, before it is searched.
  const expected: readonly [sink: RegExp, part: string][] = [
    [/^log group access$/, served!],
    [/^log group API-Gateway-Execution-Logs_/, `(${served}) Method completed with status: 200`],
    [/^log group chat$/, 'MESSAGE'],
    [/^log group http$/, ofHttpApi[1]!],
    [new RegExp(`^log group API-Gateway-Execution-Logs_${apiId}`), 'is connecting to WebSocket API'],
    [/^metrics$/, '{proxy+}'],
    [/^metrics$/, 'ConnectCount'],
    [/^Prometheus at/, 'tollgate_'],
    [/^spans$/, 'apigateway/CreateApiKey'],
    [/^spans$/, 'http.route'],
    [/^audit events$/, 'ImportApiKeys'],
    [/^audit export$/, 'CreateAccessKey'],
    [/^explanation of/, upstream.url],
    [/^capture /, '/dev/served'],
    [/^output of gateway-1$/, 'a request was refused'],
    [/^status$/, 'appliedSeq'],
  ];
  const sinks = () => readSinks({ tollgate, collector, metricsPorts, requestIds });
  let all = await sinks();
  const lacking = () =>
    expected.filter(
      ([sink, part]) => ![...all].some(([name, text]) => sink.test(name) && text.includes(part)),
    );
  // Until it is so, or it is plain which is empty.
  for (let asked = 0; asked < 100 && lacking().length > 0; asked++) {
    await setTimeout(500);
    all = await sinks();
  }
  expect(lacking()).toEqual([]);
  const folder = tollgate.controlPlaneDataDir;
  made.set('master key', (await readFile(`${folder}/master-key`, 'utf8')).trim());
  const leaks: string[] = [];
  for (const [place, secret] of [...Object.entries(given), ...made]) {
    expect(secret.length).toBeGreaterThan(15);
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
    for (const [sink, text] of all) {
      if (forms.some((form) => text.includes(form))) leaks.push(`${place} in ${sink}`);
    }
  }
  expect(leaks).toEqual([]);
}, 240_000);
