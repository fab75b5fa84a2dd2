import {
  CreateDeploymentCommand,
  CreateVpcLinkCommand,
  DeleteIntegrationCommand,
  DeleteRestApiCommand,
  DeleteVpcLinkCommand,
  GetVpcLinkCommand,
  GetVpcLinksCommand,
  PutIntegrationCommand,
  UpdateVpcLinkCommand,
  type CreateVpcLinkCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { waitFor } from '#libs/testing';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const targetArn =
  'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/name/50dc6c495c0c9188';
const create = (input: Partial<CreateVpcLinkCommandInput> = {}) =>
  plane.client.send(new CreateVpcLinkCommand({ name: 'link', targetArns: [targetArn], ...input }));
const get = (vpcLinkId: string) => plane.client.send(new GetVpcLinkCommand({ vpcLinkId }));
const update = (vpcLinkId: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateVpcLinkCommand({ vpcLinkId, patchOperations }));
const remove = (vpcLinkId: string) => plane.client.send(new DeleteVpcLinkCommand({ vpcLinkId }));
const unknownLink = '404 NotFoundException: Invalid Vpc Link identifier specified';

describe('CreateVpcLink', () => {
  test('202: PENDING, and AVAILABLE soon after', async () => {
    const response = await plane.signedFetch('/vpclinks', {
      body: { name: 'link', targetArns: [targetArn] },
    });
    expect(response.status).toBe(202);
    const link = (await response.json()) as { id: string };
    expect(link).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
      name: 'link',
      targetArns: [targetArn],
      status: 'PENDING',
    });
    await waitFor(async () => (await get(link.id)).status === 'AVAILABLE');
    const { $metadata: _, ...available } = await get(link.id);
    expect(available).toEqual({
      ...link,
      status: 'AVAILABLE',
      statusMessage: 'Your vpc link is ready for use',
      tags: {},
    });
  });

  test('202: description and tags are kept', async () => {
    expect(await create({ description: 'd', tags: { a: 'b' } })).toMatchObject({
      description: 'd',
      tags: { a: 'b' },
    });
  });

  test.each<[Partial<CreateVpcLinkCommandInput>, string]>([
    [{ name: '', targetArns: [] }, 'Name cannot be empty'],
    [{ targetArns: ['nlb'] }, 'Invalid ARN. ARN is not well formed nlb'],
    [{ targetArns: [targetArn, targetArn] }, 'More than one target arn specified for vpc link.'],
  ])('400: a name or target that is none (case %#)', async (input, message) => {
    expect(await refusalOf(create(input))).toBe(`400 BadRequestException: ${message}`);
  });
});

describe('GetVpcLink and GetVpcLinks', () => {
  test('200: pages show each of the region once, without empty tags', async () => {
    const elsewhere = plane.clientFor('eu-west-1');
    const made = [];
    for (const name of ['a', 'b', 'c']) {
      const input = { name, targetArns: [targetArn] };
      made.push((await elsewhere.send(new CreateVpcLinkCommand(input))).id!);
    }
    const first = await elsewhere.send(new GetVpcLinksCommand({ limit: 2 }));
    const second = await elsewhere.send(new GetVpcLinksCommand({ limit: 2, position: first.position }));
    const items = [...first.items!, ...second.items!];
    expect(items.map(({ id }) => id)).toEqual([...made].sort());
    expect(items[0]).not.toHaveProperty('tags');
    expect(second.position).toBeUndefined();
  });

  test('404: an unknown link, and one of another region', async () => {
    expect(await refusalOf(get('none'))).toBe(unknownLink);
    const { id } = await create();
    const elsewhere = plane.clientFor('eu-west-1').send(new GetVpcLinkCommand({ vpcLinkId: id }));
    expect(await refusalOf(elsewhere)).toBe(unknownLink);
  });
});

describe('UpdateVpcLink', () => {
  test('200: name and description', async () => {
    const { id } = await create({ description: 'd' });
    const changed = await update(
      id!,
      { op: 'replace', path: '/name', value: 'new' },
      { op: 'replace', path: '/description', value: '' },
    );
    expect(changed).toMatchObject({ id, name: 'new', tags: {} });
    expect(changed.description).toBeUndefined();
    expect((await get(id!)).name).toBe('new');
  });

  test.each<[PatchOperation, string]>([
    [{ op: 'replace', path: '/name', value: '' }, 'Name cannot be empty'],
    [{ op: 'replace', path: '/status', value: 'x' }, 'Invalid patch path /status'],
    [{ op: 'add', path: '/name' }, 'Invalid patch operation specified. Must be one of: [replace]'],
    [{ op: 'add', path: '/targetArns', value: 'x' }, 'Target arns are not allowed to be changed/added.'],
  ])('400: what may not change (case %#)', async (operation, message) => {
    const { id } = await create();
    expect(await refusalOf(update(id!, operation))).toBe(`400 BadRequestException: ${message}`);
  });

  test('404: an unknown link', async () => {
    expect(await refusalOf(update('none'))).toBe(unknownLink);
  });
});

describe('DeleteVpcLink', () => {
  test('202: DELETING, then gone; asking again meanwhile is no error', async () => {
    const { id } = await create();
    expect((await remove(id!)).$metadata.httpStatusCode).toBe(202);
    const state = () =>
      get(id!).then(
        ({ status }) => status,
        (error: Error) => error.message,
      );
    expect(await state()).toBe('DELETING');
    expect((await remove(id!)).$metadata.httpStatusCode).toBe(202);
    await waitFor(async () => (await state()) === 'Invalid Vpc Link identifier specified');
    const ids = (await plane.client.send(new GetVpcLinksCommand({ limit: 500 }))).items!.map((l) => l.id);
    expect(ids).not.toContain(id);
    expect(await refusalOf(remove(id!))).toBe(unknownLink);
  });

  test('400: a link that methods call through, also when only a stage still has one', async () => {
    const { id } = await create();
    const { id: restApiId, rootResourceId: resourceId } = await seedRestApi(plane);
    const method = { restApiId, resourceId, httpMethod: 'GET' };
    await plane.client.send(
      new PutIntegrationCommand({
        ...method,
        type: 'HTTP_PROXY',
        integrationHttpMethod: 'GET',
        uri: 'http://example.com',
        connectionType: 'VPC_LINK',
        connectionId: id,
      }),
    );
    const refused = (stage: string) =>
      `400 BadRequestException: Cannot delete vpc link. Vpc link '${id}', is referenced in [${stage}] in format of [RESTApiId:Method:Resource:Stage].`;
    const reference = `${restApiId}:GET:${resourceId}`;
    expect(await refusalOf(remove(id!))).toBe(refused(`${reference}:-`));
    await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
    await plane.client.send(new DeleteIntegrationCommand(method));
    expect(await refusalOf(remove(id!))).toBe(refused(`${reference}:prod`));
    await plane.client.send(new DeleteRestApiCommand({ restApiId }));
    expect((await remove(id!)).$metadata.httpStatusCode).toBe(202);
  });

  test('404: an unknown link', async () => {
    expect(await refusalOf(remove('none'))).toBe(unknownLink);
  });

  test('409: a link that is being deleted takes no change', async () => {
    const { id } = await create();
    await remove(id!);
    expect(await refusalOf(update(id!, { op: 'replace', path: '/name', value: 'x' }))).toBe(
      `409 ConflictException: Vpc link '${id}' is being deleted and cannot be updated`,
    );
  });
});
