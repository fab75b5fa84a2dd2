import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  CreateBasePathMappingCommand,
  CreateDomainNameCommand,
  DeleteBasePathMappingCommand,
  DeleteDomainNameCommand,
  UpdateBasePathMappingCommand,
  UpdateDomainNameCommand,
} from '@aws-sdk/client-api-gateway';
import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm';
import {
  ApiGatewayV2Client,
  CreateApiMappingCommand,
  CreateDomainNameCommand as CreateDomainV2Command,
  CreateRoutingRuleCommand,
} from '@aws-sdk/client-apigatewayv2';
import { generate } from 'selfsigned';
import { makeTestCertificate, startS3, type AwsServer, type TestCertificate } from '#libs/testing';
import { createApi, createResource, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

const domainName = 'api.example.com';
let tollgate: Installation;
let s3: AwsServer;
let folder: string;
let restApiId: string;
let pair: { cert: string; private: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-domains-'));
  s3 = await startS3('bucket');
  tollgate = await startInstallation({ gateways: 2, env: { AWS_ENDPOINT_URL_S3: s3.origin } });
  const { client } = tollgate;
  const api = await createApi(client, 'domains');
  ({ restApiId } = api);
  const pets = await createResource(client, restApiId, api.rootId, 'pets');
  await putMockMethod(client, { restApiId, resourceId: pets, body: '"$context.domainName $context.path"' });
  await deploy(client, restApiId, 'prod');
  pair = await generate([{ name: 'commonName', value: domainName }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: domainName }] }],
  });
  await writeFile(join(folder, 'ca.pem'), pair.cert);
});
afterAll(async () => {
  await tollgate?.close();
  await s3?.close();
  await rm(folder, { recursive: true, force: true });
});

/** By curl, which verifies the certificate, on every gateway at once. */
async function call(path: string, more: readonly string[] = []): Promise<string[]> {
  return Promise.all(
    tollgate.gateways.map(async ({ httpsPort }) => {
      const to = ['--connect-to', `::127.0.0.1:${httpsPort}`, '--cacert', join(folder, 'ca.pem')];
      const url = `https://${domainName}:${httpsPort}${path}`;
      const { stdout } = await promisify(execFile)('curl', [
        '-s',
        '-w',
        ' %{http_code}',
        ...to,
        ...more,
        url,
      ]);
      return stdout;
    }),
  );
}

const everywhere = (response: string) => tollgate.gateways.map(() => response);

test('a domain with a certificate of its own is served by every gateway when its calls return', async () => {
  const { client } = tollgate;
  await client.send(
    new CreateDomainNameCommand({
      domainName,
      certificateName: 'mine',
      certificateBody: pair.cert,
      certificatePrivateKey: pair.private,
    }),
  );
  expect(await call('/pets')).toEqual(everywhere('{"message":"Forbidden"} 403'));
  expect(await call('/ping')).toEqual(everywhere('healthy 200'));
  await client.send(
    new CreateBasePathMappingCommand({ domainName, basePath: 'shop', restApiId, stage: 'prod' }),
  );
  expect(await call('/shop/pets')).toEqual(everywhere(`"${domainName} /shop/pets" 200`));
  await client.send(
    new UpdateBasePathMappingCommand({
      domainName,
      basePath: 'shop',
      patchOperations: [{ op: 'replace', path: '/basePath', value: 'store' }],
    }),
  );
  expect(await call('/shop/pets')).toEqual(everywhere('{"message":"Forbidden"} 403'));
  expect(await call('/store/pets')).toEqual(everywhere(`"${domainName} /store/pets" 200`));
});

test('mutual TLS closes a domain to who shows no certificate with the return of its call, and opens it again', async () => {
  const put = (authority: TestCertificate) =>
    fetch(`${s3.origin}/bucket/truststore.pem`, { method: 'PUT', body: authority.certificate });
  const set = (value: string) =>
    tollgate.client.send(
      new UpdateDomainNameCommand({
        domainName,
        patchOperations: [
          { op: 'replace', path: '/endpointConfiguration/types/0', value: 'REGIONAL' },
          { op: 'replace', path: '/mutualTlsAuthentication/truststoreUri', value },
        ],
      }),
    );
  const [one, other] = await Promise.all(
    ['CN=one', 'CN=other'].map((subject) => makeTestCertificate({ subject, authority: true })),
  );
  const caller = await makeTestCertificate({ subject: 'CN=caller', issuer: one! });
  await writeFile(join(folder, 'caller.pem'), caller.certificate);
  await writeFile(join(folder, 'caller-key.pem'), caller.privateKey);
  const shown = ['--cert', join(folder, 'caller.pem'), '--key', join(folder, 'caller-key.pem')];
  await put(one!);
  await set('s3://bucket/truststore.pem');
  expect(await call('/store/pets')).toEqual(everywhere('{"message":"Forbidden"} 403'));
  expect(await call('/store/pets', shown)).toEqual(everywhere(`"${domainName} /store/pets" 200`));
  await put(other!);
  await set('s3://bucket/truststore.pem');
  expect(await call('/store/pets', shown)).toEqual(everywhere('{"message":"Forbidden"} 403'));
  await expect(set('s3://bucket/none.pem')).rejects.toThrow(/cannot be read from S3: NoSuchKey/);
  await set('');
  expect(await call('/store/pets')).toEqual(everywhere(`"${domainName} /store/pets" 200`));
});

test('what is deleted is served no more when the call returns', async () => {
  const { client } = tollgate;
  await client.send(new DeleteBasePathMappingCommand({ domainName, basePath: 'store' }));
  expect(await call('/store/pets')).toEqual(everywhere('{"message":"Forbidden"} 403'));
  await client.send(new DeleteDomainNameCommand({ domainName }));
  await expect(call('/ping')).rejects.toThrow();
});

test('a certificate of ACM, a base path of several segments and a rule, live when their calls return', async () => {
  const { accessKeyId, secretAccessKey } = await tollgate.client.config.credentials();
  const common = {
    endpoint: tollgate.controlPlaneUrl,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
  };
  const [acm, v2] = [new ACMClient(common), new ApiGatewayV2Client(common)];
  const { CertificateArn } = await acm.send(
    new ImportCertificateCommand({
      Certificate: Buffer.from(pair.cert),
      PrivateKey: Buffer.from(pair.private),
    }),
  );
  await v2.send(
    new CreateDomainV2Command({
      DomainName: domainName,
      DomainNameConfigurations: [{ CertificateArn }],
      RoutingMode: 'ROUTING_RULE_THEN_API_MAPPING',
    }),
  );
  const to = { ApiId: restApiId, Stage: 'prod' };
  await v2.send(new CreateApiMappingCommand({ DomainName: domainName, ...to, ApiMappingKey: 'v1/shop' }));
  expect(await call('/v1/shop/pets')).toEqual(everywhere(`"${domainName} /v1/shop/pets" 200`));
  expect(await call('/ruled/pets')).toEqual(everywhere('{"message":"Forbidden"} 403'));
  await v2.send(
    new CreateRoutingRuleCommand({
      DomainName: domainName,
      Priority: 1,
      Conditions: [{ MatchBasePaths: { AnyOf: ['ruled'] } }],
      Actions: [{ InvokeApi: { ...to, StripBasePath: true } }],
    }),
  );
  expect(await call('/ruled/pets')).toEqual(everywhere(`"${domainName} /ruled/pets" 200`));
});
