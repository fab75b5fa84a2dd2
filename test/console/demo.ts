import {
  CreateApiKeyCommand,
  CreateAuthorizerCommand,
  CreateModelCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  ImportRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { createApi, createResource, deploy, putMockMethod } from '../support/definitions.js';
import type { Installation } from '../support/installation.js';
import { makeDomains, type DemoDomains } from './demo-domains.js';
import { makeIdentities } from './demo-identities.js';
import { script } from './demo-script.js';
import { makeDemoV2, type DemoV2 } from './demo-v2.js';

/** An installation with something on every page of the console. */
export interface Demo extends DemoV2 {
  readonly restApiId: string;
  readonly usagePlanId: string;
  readonly keyId: string;
  readonly keyValue: string;
  /** It has requests of the key. */
  readonly captureId: string;
  /** Of a policy with several versions, which a user and a role have. */
  readonly policyArn: string;
  /** The id of a request that was refused with a 403. */
  readonly refusedRequestId: string;
  readonly domains: DemoDomains;
}

/** Makes it by the SDK, as users do, and sends some requests. */
export async function makeDemo(tollgate: Installation): Promise<Demo> {
  const { client } = tollgate;
  const { restApiId, rootId } = await createApi(client, 'pet store');
  const pets = await createResource(client, restApiId, rootId, 'pets');
  const pet = await createResource(client, restApiId, pets, '{petId}');
  await putMockMethod(client, { restApiId, resourceId: pets, apiKeyRequired: true, body: '[{"id":1}]' });
  await putMockMethod(client, { restApiId, resourceId: pet, body: '{"id":1}' });
  const schema = '{"type":"object","properties":{"id":{"type":"integer"}}}';
  await client.send(
    new CreateModelCommand({ restApiId, name: 'Pet', contentType: 'application/json', schema }),
  );
  await client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'tokens',
      type: 'TOKEN',
      authorizerUri:
        'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:guard/invocations',
      identitySource: 'method.request.header.Authorization',
    }),
  );
  await deploy(client, restApiId, 'prod');
  const patch = (path: string, value: string) => ({ op: 'replace' as const, path, value });
  const patchOperations = [
    patch('/variables/backend', 'blue'),
    patch('/*/*/metrics/enabled', 'true'),
    patch('/*/*/logging/loglevel', 'INFO'),
    patch('/accessLogSettings/destinationArn', 'arn:aws:logs:us-east-1:000000000000:log-group:access'),
    patch('/accessLogSettings/format', '{"requestId":"$context.requestId","status":"$context.status"}'),
    patch('/~1pets/GET/throttling/rateLimit', '50'),
  ];
  await client.send(new UpdateStageCommand({ restApiId, stageName: 'prod', patchOperations }));
  await putMockMethod(client, { restApiId, resourceId: pets, httpMethod: 'POST', body: '{"id":2}' });
  await deploy(client, restApiId, 'prod');
  const usagePlan = await client.send(
    new CreateUsagePlanCommand({
      name: 'gold',
      apiStages: [{ apiId: restApiId, stage: 'prod' }],
      throttle: { rateLimit: 100, burstLimit: 200 },
      quota: { limit: 1000, period: 'MONTH' },
    }),
  );
  const usagePlanId = usagePlan.id ?? '';
  const key = await client.send(new CreateApiKeyCommand({ name: 'ada', enabled: true }));
  const keyId = key.id ?? '';
  await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  const v2 = await makeDemoV2(tollgate);
  const policyArn = await makeIdentities(tollgate);
  const { id: importedId = '' } = await client.send(
    new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(hostile)) }),
  );
  if (importedId === '') throw new Error('the document was not imported');
  const wanted = { restApiId, stageName: 'prod', apiKeyId: keyId };
  const capture = await tollgate.signedCall('POST', '/_tollgate/v1/captures', wanted);
  const { id: captureId } = (await capture.json()) as { id: string };
  for (let count = 0; count < 20; count += 1) {
    const headers = { 'x-api-key': key.value ?? '' };
    await (await tollgate.invoke(restApiId, '/prod/pets', { headers })).text();
    await (await tollgate.invoke(restApiId, '/prod/pets/1')).text();
  }
  await makeHostileNames(tollgate, restApiId, usagePlanId);
  const refused = await tollgate.invoke(restApiId, '/prod/pets');
  await refused.text();
  return {
    restApiId,
    ...v2,
    usagePlanId,
    keyId,
    keyValue: key.value ?? '',
    captureId,
    policyArn,
    refusedRequestId: refused.headers.get('x-amzn-requestid') ?? '',
    domains: await makeDomains(tollgate, restApiId),
  };
}

/** A document whose every text is one. */
const hostile = {
  openapi: '3.0.1',
  info: { title: `untrusted ${script}`.slice(0, 200), description: script, version: '1' },
  paths: {
    '/hostile': {
      get: {
        description: script,
        responses: { 200: { description: script } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': `{"statusCode": 200} ## ${script}` },
          responses: { default: { statusCode: '200', responseTemplates: { 'application/json': script } } },
        },
      },
    },
  },
};

/** A script for a name wherever a name may be one: of a key and a plan, of a stage, in lines of logs. */
async function makeHostileNames(
  tollgate: Installation,
  restApiId: string,
  usagePlanId: string,
): Promise<void> {
  const { client } = tollgate;
  const key = await client.send(
    new CreateApiKeyCommand({ name: `zz ${script}`, description: script, enabled: true }),
  );
  await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId: key.id, keyType: 'API_KEY' }));
  await client.send(new CreateUsagePlanCommand({ name: `zz ${script}`, description: script }));
  const patchOperations = [{ op: 'replace' as const, path: '/description', value: script }];
  await client.send(new UpdateStageCommand({ restApiId, stageName: 'prod', patchOperations }));
  await (await tollgate.invoke(restApiId, `/prod/pets/${encodeURIComponent(script)}`)).text();
  const headers = { 'x-api-key': key.value ?? '', 'user-agent': script };
  await (await tollgate.invoke(restApiId, '/prod/pets', { headers })).text();
}
