import { randomUUID } from 'node:crypto';
import {
  CreateBasePathMappingCommand,
  CreateDeploymentCommand,
  CreateDomainNameCommand,
  GetDomainNameCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { importCertificate } from '../../../testing/import-certificate.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';
import { startTruststores, type Truststores } from '../../../testing/start-truststores.js';

let plane: TestControlPlane;
let truststores: Truststores;
beforeAll(async () => {
  truststores = await startTruststores();
  plane = await startControlPlane({ env: { AWS_ENDPOINT_URL_S3: truststores.origin } });
});
afterAll(async () => {
  await plane?.close();
  await truststores?.close();
});

test('a default endpoint that goes round mutual TLS is warned of by the domain and by the deployment, until it is closed', async () => {
  const { client } = plane;
  const domainName = `${randomUUID()}.example.com`;
  const { id: restApiId } = await seedRestApi(plane);
  const { id: deploymentId } = await client.send(
    new CreateDeploymentCommand({ restApiId, stageName: 'prod' }),
  );
  await client.send(
    new CreateDomainNameCommand({
      domainName,
      regionalCertificateArn: await importCertificate(plane),
      endpointConfiguration: { types: ['REGIONAL'] },
      mutualTlsAuthentication: { truststoreUri: 's3://bucket/trust.pem' },
    }),
  );
  const warnings = async () => {
    const { mutualTlsAuthentication } = await client.send(new GetDomainNameCommand({ domainName }));
    const inV2 = await plane.signedFetch(`/v2/domainnames/${domainName}`);
    const { mutualTlsAuthentication: shown } = (await inV2.json()) as {
      mutualTlsAuthentication: { truststoreWarnings?: string[] };
    };
    expect(shown.truststoreWarnings).toEqual(mutualTlsAuthentication!.truststoreWarnings);
    return shown.truststoreWarnings;
  };
  const diagnostics = async () => {
    const target = `/_tollgate/v1/restapis/${restApiId}/deployments/${deploymentId}/diagnostics`;
    const response = await plane.signedFetch(target);
    const said = (await response.json()) as { diagnostics: { code: string; message: string }[] };
    return said.diagnostics.filter(({ code }) => code === 'open-default-endpoint');
  };
  expect([await warnings(), await diagnostics()]).toEqual([undefined, []]);
  await client.send(new CreateBasePathMappingCommand({ domainName, restApiId, stage: 'prod' }));
  expect(await warnings()).toEqual([
    `The default endpoint of the API ${restApiId} is open, and asks for no certificate`,
  ]);
  expect(await diagnostics()).toMatchObject([
    {
      severity: 'warning',
      message: `The domain ${domainName} asks for a certificate, and the API's default endpoint does not`,
    },
  ]);
  await client.send(
    new UpdateRestApiCommand({
      restApiId,
      patchOperations: [{ op: 'replace', path: '/disableExecuteApiEndpoint', value: 'true' }],
    }),
  );
  expect([await warnings(), await diagnostics()]).toEqual([undefined, []]);
});
