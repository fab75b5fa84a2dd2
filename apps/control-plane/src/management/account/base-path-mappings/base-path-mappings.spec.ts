import {
  CreateBasePathMappingCommand,
  CreateDeploymentCommand,
  CreateDomainNameCommand,
  DeleteBasePathMappingCommand,
  DeleteDomainNameCommand,
  DeleteRestApiCommand,
  DeleteStageCommand,
  GetBasePathMappingCommand,
  GetBasePathMappingsCommand,
  UpdateBasePathMappingCommand,
  type CreateBasePathMappingCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { importCertificate } from '../../../testing/import-certificate.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let certificateArn: string;
let restApiId: string;
let domainName: string;
let count = 0;
beforeAll(async () => {
  plane = await startControlPlane();
  certificateArn = await importCertificate(plane);
});
beforeEach(async () => {
  restApiId = await newRestApi();
  domainName = `mapped-${(count += 1)}.example.com`;
  await plane.client.send(new CreateDomainNameCommand({ domainName, certificateArn }));
});
afterAll(() => plane.close());

const newRestApi = async () => {
  const { id } = await seedRestApi(plane);
  await plane.client.send(new CreateDeploymentCommand({ restApiId: id, stageName: 'prod' }));
  return id;
};
const create = (input: Partial<CreateBasePathMappingCommandInput> = {}) =>
  plane.client.send(new CreateBasePathMappingCommand({ domainName, restApiId, ...input }));
const get = (basePath: string) => plane.client.send(new GetBasePathMappingCommand({ domainName, basePath }));
const update = (basePath: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateBasePathMappingCommand({ domainName, basePath, patchOperations }));
const remove = (basePath: string) =>
  plane.client.send(new DeleteBasePathMappingCommand({ domainName, basePath }));
const unknownDomain = '404 NotFoundException: Invalid domain name identifier specified';
const unknownMapping = '404 NotFoundException: Invalid base path mapping identifier specified';
const taken = '409 ConflictException: Base path already exists for this domain name';
const badApi = '400 BadRequestException: Invalid REST API identifier specified';
const badStage = '400 BadRequestException: Invalid stage identifier specified';

describe('CreateBasePathMapping', () => {
  test('201: with a stage or without, at a path or at none', async () => {
    const { $metadata, ...made } = await create({ basePath: 'pets', stage: 'prod' });
    expect([$metadata.httpStatusCode, made]).toEqual([201, { basePath: 'pets', restApiId, stage: 'prod' }]);
    const { $metadata: _, ...root } = await create({ basePath: '' });
    expect(root).toEqual({ basePath: '(none)', restApiId });
    const { $metadata: __, ...read } = await get('(none)');
    expect(read).toEqual(root);
  });

  test('201: of a private domain, by its id', async () => {
    const { domainNameId } = await plane.client.send(
      new CreateDomainNameCommand({
        domainName,
        certificateArn,
        endpointConfiguration: { types: ['PRIVATE'] },
      }),
    );
    await create({ basePath: 'private', domainNameId });
    expect(await refusalOf(get('private'))).toBe(unknownMapping);
    const read = await plane.client.send(
      new GetBasePathMappingCommand({ domainName, domainNameId, basePath: 'private' }),
    );
    expect(read.restApiId).toBe(restApiId);
  });

  test('400: an unknown API, one of another region, an unknown stage, a bad path', async () => {
    expect(await refusalOf(create({ restApiId: 'nope' }))).toBe(badApi);
    expect(await refusalOf(create({ stage: 'nope' }))).toBe(badStage);
    expect(await refusalOf(create({ basePath: 'a/b' }))).toMatch(
      /^400 BadRequestException: API Gateway V1 doesn't support the slash character/,
    );
    expect(await refusalOf(create({ basePath: 'a b' }))).toMatch(
      /^400 BadRequestException: Invalid base path/,
    );
    const elsewhere = plane.clientFor('eu-west-1');
    const region = 'eu-west-1';
    const regionalCertificateArn = await importCertificate(plane, { region });
    const endpointConfiguration = { types: ['REGIONAL' as const] };
    const theirs = `theirs-${count}.example.com`;
    await elsewhere.send(
      new CreateDomainNameCommand({ domainName: theirs, regionalCertificateArn, endpointConfiguration }),
    );
    const call = elsewhere.send(new CreateBasePathMappingCommand({ domainName: theirs, restApiId }));
    expect(await refusalOf(call)).toBe(badApi);
  });

  test('404: an unknown domain', async () => {
    expect(await refusalOf(create({ domainName: 'none.example.com' }))).toBe(unknownDomain);
  });

  test('409: of ten at once at one path, one is made', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => create()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusalOf(create({ basePath: '(none)' }))).toBe(taken);
  });
});

describe('GetBasePathMapping and GetBasePathMappings', () => {
  test('200: by base path, each once over the pages', async () => {
    for (const basePath of ['b', '', 'a']) await create({ basePath });
    const list = (position?: string) =>
      plane.client.send(new GetBasePathMappingsCommand({ domainName, limit: 2, position }));
    const first = await list();
    const second = await list(first.position);
    const paths = [...first.items!, ...second.items!].map(({ basePath }) => basePath);
    expect(paths).toEqual(['(none)', 'a', 'b']);
    expect(second.position).toBeUndefined();
  });

  test('404: an unknown path, an unknown domain', async () => {
    expect(await refusalOf(get('none'))).toBe(unknownMapping);
    const unknown = { domainName: 'none.example.com' };
    expect(await refusalOf(plane.client.send(new GetBasePathMappingsCommand(unknown)))).toBe(unknownDomain);
    const call = plane.client.send(new GetBasePathMappingCommand({ ...unknown, basePath: 'a' }));
    expect(await refusalOf(call)).toBe(unknownDomain);
  });
});

describe('UpdateBasePathMapping', () => {
  test('200: to another path, API and stage, as Terraform sends it', async () => {
    const other = await newRestApi();
    await create({ basePath: 'old' });
    const { $metadata: _, ...moved } = await update(
      'old',
      { op: 'replace', path: '/restapiId', value: other },
      { op: 'replace', path: '/stage', value: 'prod' },
      { op: 'replace', path: '/basePath', value: 'new' },
    );
    expect(moved).toEqual({ basePath: 'new', restApiId: other, stage: 'prod' });
    expect(await refusalOf(get('old'))).toBe(unknownMapping);
    const { $metadata: __, ...root } = await update(
      'new',
      { op: 'replace', path: '/basePath', value: '' },
      { op: 'replace', path: '/stage', value: '' },
    );
    expect(root).toEqual({ basePath: '(none)', restApiId: other });
  });

  test.each<[PatchOperation, string]>([
    [{ op: 'replace', path: '/restapiId', value: 'nope' }, badApi],
    [{ op: 'replace', path: '/stage', value: 'nope' }, badStage],
    [{ op: 'replace', path: '/domain', value: 'x' }, '400 BadRequestException: Invalid patch path /domain'],
    [{ op: 'replace', path: '/basePath', value: 'taken' }, taken],
  ])('400 and 409: what may not be (case %#)', async (operation, refusal) => {
    await create({ basePath: 'old' });
    await create({ basePath: 'taken' });
    expect(await refusalOf(update('old', operation))).toBe(refusal);
    expect((await get('old')).restApiId).toBe(restApiId);
  });

  test('404: an unknown path', async () => {
    expect(await refusalOf(update('none'))).toBe(unknownMapping);
  });
});

describe('DeleteBasePathMapping', () => {
  test('202: it is gone, and with it what kept the API', async () => {
    await create();
    const removeApi = () => plane.client.send(new DeleteRestApiCommand({ restApiId }));
    expect(await refusalOf(removeApi())).toBe(
      `400 BadRequestException: Deleting RestApi ${restApiId} failed. Please remove all base path mappings related to the RestApi in your domains: ${domainName}`,
    );
    expect((await remove('(none)')).$metadata.httpStatusCode).toBe(202);
    expect(await refusalOf(get('(none)'))).toBe(unknownMapping);
    expect((await removeApi()).$metadata.httpStatusCode).toBe(202);
  });

  test('202: a stage goes when no mapping names it; one that leaves the stage open holds none', async () => {
    await create({ basePath: 'open' });
    await create({ basePath: 'one', stage: 'prod' });
    await create({ basePath: 'two', stage: 'prod' });
    const removeStage = () => plane.client.send(new DeleteStageCommand({ restApiId, stageName: 'prod' }));
    const refusal = `400 BadRequestException: Deleting stage prod failed. Please remove all base path mappings related to the stage in your domains: ${domainName}`;
    expect(await refusalOf(removeStage())).toBe(refusal);
    await remove('one');
    expect(await refusalOf(removeStage())).toBe(refusal);
    await remove('two');
    expect((await removeStage()).$metadata.httpStatusCode).toBe(202);
  });

  test('202: mappings go with their domain', async () => {
    await create();
    await plane.client.send(new DeleteDomainNameCommand({ domainName }));
    expect(await refusalOf(get('(none)'))).toBe(unknownDomain);
    expect((await plane.client.send(new DeleteRestApiCommand({ restApiId }))).$metadata.httpStatusCode).toBe(
      202,
    );
  });

  test('404: an unknown path', async () => {
    expect(await refusalOf(remove('none'))).toBe(unknownMapping);
  });
});

test('of an API that is deleted and mapped at once, one is refused', async () => {
  for (let round = 0; round < 5; round += 1) {
    const id = await newRestApi();
    const basePath = `round-${round}`;
    const outcomes = await Promise.allSettled([
      create({ restApiId: id, basePath }),
      plane.client.send(new DeleteRestApiCommand({ restApiId: id })),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  }
});
