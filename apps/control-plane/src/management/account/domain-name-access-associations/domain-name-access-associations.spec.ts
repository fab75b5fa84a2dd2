import {
  APIGatewayClient,
  CreateDomainNameAccessAssociationCommand,
  CreateDomainNameCommand,
  DeleteDomainNameAccessAssociationCommand,
  DeleteDomainNameCommand,
  GetDomainNameAccessAssociationsCommand,
  RejectDomainNameAccessAssociationCommand,
  type CreateDomainNameAccessAssociationCommandInput,
} from '@aws-sdk/client-api-gateway';
import { importCertificate } from '../../../testing/import-certificate.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let certificateArn: string;
let domainName: string;
let domainNameId: string;
let domainNameArn: string;
let count = 0;
beforeAll(async () => {
  plane = await startControlPlane();
  certificateArn = await importCertificate(plane);
});
beforeEach(async () => {
  domainName = `private-${(count += 1)}.example.com`;
  const domain = await plane.client.send(
    new CreateDomainNameCommand({
      domainName,
      certificateArn,
      endpointConfiguration: { types: ['PRIVATE'] },
    }),
  );
  domainNameId = domain.domainNameId!;
  domainNameArn = domain.domainNameArn!;
});
afterAll(() => plane.close());

const create = (input: Partial<CreateDomainNameAccessAssociationCommandInput> = {}) =>
  plane.client.send(
    new CreateDomainNameAccessAssociationCommand({
      domainNameArn,
      accessAssociationSourceType: 'VPCE',
      accessAssociationSource: 'vpce-0abc',
      ...input,
    }),
  );
const list = async (input = {}) =>
  (await plane.client.send(new GetDomainNameAccessAssociationsCommand({ limit: 500, ...input }))).items!;
const remove = (domainNameAccessAssociationArn: string) =>
  plane.client.send(new DeleteDomainNameAccessAssociationCommand({ domainNameAccessAssociationArn }));
const reject = (domainNameAccessAssociationArn: string, domain = domainNameArn) =>
  plane.client.send(
    new RejectDomainNameAccessAssociationCommand({ domainNameAccessAssociationArn, domainNameArn: domain }),
  );
const unknown = '404 NotFoundException: Invalid domain name access association identifier specified';

describe('CreateDomainNameAccessAssociation', () => {
  test('201: shows what was made, in lists too', async () => {
    const { $metadata, ...made } = await create({ tags: { a: 'b' } });
    expect($metadata.httpStatusCode).toBe(201);
    expect(made).toEqual({
      domainNameAccessAssociationArn: `arn:aws:apigateway:us-east-1:000000000000:/domainnameaccessassociations/domainname/${domainName}/vpcesource/vpce-0abc`,
      domainNameArn,
      accessAssociationSourceType: 'VPCE',
      accessAssociationSource: 'vpce-0abc',
      tags: { a: 'b' },
    });
    expect(await list()).toContainEqual(made);
  });

  test('400: what is no private domain of the caller, no endpoint', async () => {
    const unknownDomain = '400 BadRequestException: Invalid domain name identifier specified';
    for (const arn of ['x', `${domainNameArn}x`, domainNameArn.replace('us-east-1', 'eu-west-1')]) {
      expect(await refusalOf(create({ domainNameArn: arn }))).toBe(unknownDomain);
    }
    expect(await refusalOf(create({ accessAssociationSource: 'vpc-1' }))).toBe(
      '400 BadRequestException: Invalid VPC endpoint identifier specified: vpc-1',
    );
  });

  test('409: an endpoint has one association with a domain', async () => {
    await create();
    expect(await refusalOf(create())).toBe(
      '409 ConflictException: Domain name access association already exists',
    );
  });
});

test('an endpoint leads to one domain of a name, whoever’s: another account cannot take it', async () => {
  await create({ accessAssociationSource: 'vpce-shared' });
  const credentials = await plane.credentialsOf('111111111111');
  const theirs = new APIGatewayClient({ endpoint: plane.url, region: 'us-east-1', credentials });
  const domain = await theirs.send(
    new CreateDomainNameCommand({
      domainName,
      certificateArn: await importCertificate({ url: plane.url, credentials }),
      endpointConfiguration: { types: ['PRIVATE'] },
    }),
  );
  const take = (accessAssociationSource: string) =>
    theirs.send(
      new CreateDomainNameAccessAssociationCommand({
        domainNameArn: domain.domainNameArn,
        accessAssociationSourceType: 'VPCE',
        accessAssociationSource,
      }),
    );
  expect(await refusalOf(take('vpce-shared'))).toMatch(/^409 ConflictException/);
  await take('vpce-theirs');
  theirs.destroy();
});

describe('GetDomainNameAccessAssociations', () => {
  test('200: pages show each once; there are none of other accounts', async () => {
    await create({ accessAssociationSource: 'vpce-1' });
    await create({ accessAssociationSource: 'vpce-2' });
    const all = await list();
    const seen = [];
    let position: string | undefined;
    do {
      const page = await plane.client.send(
        new GetDomainNameAccessAssociationsCommand({ limit: 1, position }),
      );
      seen.push(...page.items!);
      position = page.position;
    } while (position);
    expect(seen).toEqual(all);
    expect(await list({ resourceOwner: 'OTHER_ACCOUNTS' })).toEqual([]);
  });
});

describe('DeleteDomainNameAccessAssociation and RejectDomainNameAccessAssociation', () => {
  test('202: it is gone, also with its domain', async () => {
    const { domainNameAccessAssociationArn: arn } = await create();
    expect((await remove(arn!)).$metadata.httpStatusCode).toBe(202);
    await create();
    expect((await reject(arn!)).$metadata.httpStatusCode).toBe(202);
    await create();
    await plane.client.send(new DeleteDomainNameCommand({ domainName, domainNameId }));
    expect((await list()).map((item) => item.domainNameAccessAssociationArn)).not.toContain(arn);
  });

  test('404: an unknown association, one with another domain', async () => {
    expect(await refusalOf(remove('arn:aws:apigateway:us-east-1:000000000000:/nothing'))).toBe(unknown);
    const { domainNameAccessAssociationArn: arn } = await create();
    expect(await refusalOf(reject(arn!, 'arn:other'))).toBe(unknown);
    expect(await refusalOf(reject('arn:other'))).toBe(unknown);
  });
});
