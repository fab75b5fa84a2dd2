import { CreateDeploymentCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import { importCertificate } from './import-certificate.js';
import { seedRestApi } from './seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from './start-control-plane.js';

/** A control plane with the SDK's client for version 2, and an API that domains may lead to. */
export interface V2Plane {
  readonly plane: TestControlPlane;
  readonly client: ApiGatewayV2Client;
  /** Deployed to the stage `prod`. */
  readonly ApiId: string;
  /** Of a certificate for names right below example.com. */
  readonly CertificateArn: string;
  /** A regional domain with a name that no other test has. */
  newDomain(): Promise<string>;
}

export async function startV2Plane(env: Readonly<Record<string, string>> = {}): Promise<V2Plane> {
  const plane = await startControlPlane({ env });
  const { credentials } = plane.client.config;
  const client = new ApiGatewayV2Client({
    endpoint: plane.url,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  const { id: ApiId } = await seedRestApi(plane);
  await plane.client.send(new CreateDeploymentCommand({ restApiId: ApiId, stageName: 'prod' }));
  const CertificateArn = await importCertificate(plane);
  let count = 0;
  return {
    plane,
    client,
    ApiId,
    CertificateArn,
    async newDomain() {
      const DomainName = `v2-domain-${(count += 1)}.example.com`;
      await client.send(
        new CreateDomainNameCommand({
          DomainName,
          DomainNameConfigurations: [{ CertificateArn, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' }],
        }),
      );
      return DomainName;
    },
  };
}
