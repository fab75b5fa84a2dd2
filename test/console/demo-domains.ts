import {
  CreateBasePathMappingCommand,
  CreateDomainNameAccessAssociationCommand,
  CreateDomainNameCommand,
} from '@aws-sdk/client-api-gateway';
import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm';
import { CreateApiMappingCommand, CreateRoutingRuleCommand } from '@aws-sdk/client-apigatewayv2';
import { makeTestCertificate, type TestCertificate } from '#libs/testing';
import type { Installation } from '../support/installation.js';
import { script } from './demo-script.js';

/** Domains and certificates of an installation with something on every page. */
export interface DemoDomains {
  /** Of a public and of a private domain alike. */
  readonly domainName: string;
  readonly privateId: string;
  /** What both show. */
  readonly certificateArn: string;
  /** One whose subject and issuer are scripts. */
  readonly hostileArn: string;
}

const domainName = 'api.example.com';

/** Makes them by the SDK, as users do. */
export async function makeDomains(tollgate: Installation, restApiId: string): Promise<DemoDomains> {
  const { client, clientV2 } = tollgate;
  const authority = await makeTestCertificate({ subject: 'CN=Example Root, O=Example', authority: true });
  const leaf = await makeTestCertificate({ names: [domainName, 'www.example.com'], issuer: authority });
  const certificateArn = await importCertificate(tollgate, leaf, authority);
  // Some signs stand for themselves in a distinguished name behind a backslash alone (RFC 4514, 2.4).
  const subject = `CN=${script.slice(0, 60).replaceAll(/[",+;<>=\\]/g, '\\$&')}`;
  const hostileArn = await importCertificate(tollgate, await makeTestCertificate({ subject }));
  await client.send(
    new CreateDomainNameCommand({
      domainName,
      regionalCertificateArn: certificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
      routingMode: 'ROUTING_RULE_THEN_BASE_PATH_MAPPING',
      tags: { team: 'pets' },
    }),
  );
  const mapped = { DomainName: domainName, ApiId: restApiId, Stage: 'prod' };
  await clientV2.send(new CreateApiMappingCommand(mapped));
  await clientV2.send(new CreateApiMappingCommand({ ...mapped, ApiMappingKey: 'v1/pets' }));
  const InvokeApi = { ApiId: restApiId, Stage: 'prod' };
  const Actions = [{ InvokeApi }];
  await clientV2.send(
    new CreateRoutingRuleCommand({
      DomainName: domainName,
      Priority: 100,
      Conditions: [
        { MatchHeaders: { AnyOf: [{ Header: 'x-version', ValueGlob: 'beta*' }] } },
        { MatchBasePaths: { AnyOf: ['v1'] } },
      ],
      Actions,
    }),
  );
  await clientV2.send(
    new CreateRoutingRuleCommand({
      DomainName: domainName,
      Priority: 110,
      Conditions: [{ MatchBasePaths: { AnyOf: ['v2'] } }],
      Actions,
    }),
  );
  const { domainNameId: privateId = '', domainNameArn } = await client.send(
    new CreateDomainNameCommand({
      domainName,
      certificateArn,
      endpointConfiguration: { types: ['PRIVATE'] },
    }),
  );
  const mapping = { domainName, domainNameId: privateId, restApiId, stage: 'prod', basePath: 'inside' };
  await client.send(new CreateBasePathMappingCommand(mapping));
  await client.send(
    new CreateDomainNameAccessAssociationCommand({
      domainNameArn,
      accessAssociationSourceType: 'VPCE',
      accessAssociationSource: 'vpce-0123456789abcdef0',
    }),
  );
  return { domainName, privateId, certificateArn, hostileArn };
}

async function importCertificate(
  { controlPlaneUrl, awsEnvironment }: Installation,
  { certificate, privateKey }: TestCertificate,
  issuer?: TestCertificate,
): Promise<string> {
  const acm = new ACMClient({
    endpoint: controlPlaneUrl,
    region: 'us-east-1',
    credentials: {
      accessKeyId: awsEnvironment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
    },
  });
  const bytes = (text: string): Uint8Array => Buffer.from(text);
  const { CertificateArn = '' } = await acm.send(
    new ImportCertificateCommand({
      Certificate: bytes(certificate),
      PrivateKey: bytes(privateKey),
      ...(issuer && { CertificateChain: bytes(issuer.certificate) }),
      Tags: [{ Key: 'team', Value: 'pets' }],
    }),
  );
  acm.destroy();
  return CertificateArn;
}
