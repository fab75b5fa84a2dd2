import { request } from 'node:https';
import {
  CreateBasePathMappingCommand,
  CreateDeploymentCommand,
  CreateDomainNameAccessAssociationCommand,
  CreateDomainNameCommand,
  CreateRestApiCommand,
  DeleteDomainNameAccessAssociationCommand,
  UpdateDomainNameCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { generate } from 'selfsigned';
import { putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

const vpce = 'vpce-0123456789abcdef0';
const domainName = 'pets.internal.example';
let tollgate: Installation;
let restApiId: string;
beforeAll(async () => {
  tollgate = await startInstallation({
    gateways: 2,
    envOfGateways: [{ TOLLGATE_VPC_ENDPOINT_ID: vpce, TOLLGATE_VPC_ID: 'vpc-1' }],
  });
});
afterAll(() => tollgate?.close());

const policyFor = (endpoint: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: ['execute-api:/*'] },
      {
        ...{ Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource: ['execute-api:/*'] },
        Condition: { StringNotEquals: { 'aws:SourceVpce': endpoint } },
      },
    ],
  });

/** Behind the endpoint, and by the gateway that stands behind none: status and body of each. */
const call = (host: string, path: string) =>
  Promise.all(
    tollgate.gateways.map(
      ({ httpsPort: port }) =>
        new Promise<string>((resolve, reject) => {
          const options = { port, path, headers: { host }, servername: host, rejectUnauthorized: false };
          request({ ...options, host: '127.0.0.1', agent: false }, (response) => {
            let body = '';
            response.setEncoding('utf8').on('data', (text: string) => (body += text));
            response.on('end', () => resolve(`${response.statusCode} ${body}`));
          })
            .on('error', reject)
            .end();
        }),
    ),
  );
const forbidden = '403 {"message":"Forbidden"}';

test('a PRIVATE API is live behind its endpoint alone when the deployment returns', async () => {
  const { client } = tollgate;
  const api = await client.send(
    new CreateRestApiCommand({
      name: 'private',
      endpointConfiguration: { types: ['PRIVATE'], vpcEndpointIds: [vpce] },
    }),
  );
  restApiId = api.id!;
  await putMockMethod(client, {
    ...{ restApiId, resourceId: api.rootResourceId! },
    body: '$context.identity.vpceId $context.identity.vpcId',
  });
  const deploy = () => client.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
  await expect(deploy()).rejects.toThrow("Private REST API doesn't have a resource policy attached to it");

  const setPolicy = (value: string) =>
    client.send(
      new UpdateRestApiCommand({ restApiId, patchOperations: [{ op: 'replace', path: '/policy', value }] }),
    );
  await setPolicy(policyFor(vpce));
  await deploy();
  for (const host of [`${restApiId}.execute-api.localhost`, `${restApiId}-${vpce}.execute-api.localhost`]) {
    expect(await call(host, '/prod/')).toEqual([`200 ${vpce} vpc-1`, forbidden]);
  }
  expect(await call('localhost', `/_aws/execute-api/${restApiId}/prod/`)).toEqual([
    `200 ${vpce} vpc-1`,
    forbidden,
  ]);

  await setPolicy(policyFor('vpce-another'));
  await deploy();
  const [inside, outside] = await call(`${restApiId}.execute-api.localhost`, '/prod/');
  expect(inside).toMatch(/^403 .*with an explicit deny/);
  expect(outside).toBe(forbidden);
  await setPolicy(policyFor(vpce));
  await deploy();
});

test('a private domain follows its policy and its access associations when their calls return', async () => {
  const { client } = tollgate;
  const pair = await generate([{ name: 'commonName', value: domainName }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: domainName }] }],
  });
  const domain = await client.send(
    new CreateDomainNameCommand({
      domainName,
      endpointConfiguration: { types: ['PRIVATE'] },
      certificateBody: pair.cert,
      certificatePrivateKey: pair.private,
    }),
  );
  const { domainNameId, domainNameArn } = domain;
  expect(domain.domainNameStatus).toBe('AVAILABLE');
  await client.send(new CreateBasePathMappingCommand({ domainName, domainNameId, restApiId, stage: 'prod' }));
  const setPolicy = (value: string) =>
    client.send(
      new UpdateDomainNameCommand({
        ...{ domainName, domainNameId },
        patchOperations: [{ op: 'replace', path: '/policy', value }],
      }),
    );
  const associate = () =>
    client.send(
      new CreateDomainNameAccessAssociationCommand({
        domainNameArn,
        accessAssociationSourceType: 'VPCE',
        accessAssociationSource: vpce,
      }),
    );
  expect(await call(domainName, '/')).toEqual([forbidden, forbidden]);
  const { domainNameAccessAssociationArn } = await associate();
  // Without a policy nobody may.
  expect(await call(domainName, '/')).toEqual([forbidden, forbidden]);
  await setPolicy(policyFor(vpce));
  expect(await call(domainName, '/')).toEqual([`200 ${vpce} vpc-1`, forbidden]);
  await setPolicy(policyFor('vpce-another'));
  expect(await call(domainName, '/')).toEqual([forbidden, forbidden]);
  await setPolicy(policyFor(vpce));
  await client.send(new DeleteDomainNameAccessAssociationCommand({ domainNameAccessAssociationArn }));
  expect(await call(domainName, '/')).toEqual([forbidden, forbidden]);
  await associate();
  expect(await call(domainName, '/')).toEqual([`200 ${vpce} vpc-1`, forbidden]);
});
