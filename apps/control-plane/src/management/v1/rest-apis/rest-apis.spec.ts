import {
  CreateResourceCommand,
  CreateRestApiCommand,
  DeleteRestApiCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  UpdateRestApiCommand,
  type CreateRestApiCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { outbox } from '#libs/persistence';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const create = (input: Partial<CreateRestApiCommandInput> = {}) =>
  plane.client.send(new CreateRestApiCommand({ name: 'api', ...input }));
const get = (restApiId: string) => plane.client.send(new GetRestApiCommand({ restApiId }));
const update = (restApiId: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateRestApiCommand({ restApiId, patchOperations }));
const newId = async (input: Partial<CreateRestApiCommandInput> = {}) => (await create(input)).id!;
const json = async (target: string, body?: object): Promise<unknown> =>
  (await plane.signedFetch(target, body && { method: 'POST', body })).json();

test('200: GET of a list with an empty id behind it is the list', async () => {
  for (const path of ['/restapis/', '/restapis/?limit=1', '/apikeys/', '/usageplans/']) {
    const response = await plane.signedFetch(path);
    expect([response.status, Object.keys((await response.json()) as object)]).toEqual([200, ['item']]);
  }
});

describe('GetRestApi', () => {
  test('200: tags are an empty object when there are none', async () => {
    expect(await json(`/restapis/${await newId()}`)).toMatchObject({ tags: {} });
  });

  test('404: unknown, in other capitals, of another region, and ids that no id can be', async () => {
    const id = await newId();
    for (const unknown of ['0000000000', id.toUpperCase()]) {
      expect(await refusalOf(get(unknown))).toBe(
        `404 NotFoundException: Invalid API identifier specified 000000000000:${unknown}`,
      );
    }
    const elsewhere = plane.clientFor('eu-west-1').send(new GetRestApiCommand({ restApiId: id }));
    expect(await refusalOf(elsewhere)).toContain('404 NotFoundException');
    expect((await plane.signedFetch(`/restapis/${'x'.repeat(2000)}`)).status).toBe(404);
    expect((await plane.signedFetch('/restapis/a%00b')).status).toBe(400);
  });
});

describe('GetRestApis', () => {
  const ireland = () => plane.clientFor('eu-west-1');
  const page = (limit?: number, position?: string) =>
    ireland().send(new GetRestApisCommand({ limit, position }));

  test('200: pages hold every API once, also when one goes and one comes between two pages', async () => {
    const made: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      made.push((await ireland().send(new CreateRestApiCommand({ name: `n${index}` }))).id!);
    }
    const first = await page(3);
    expect(first.items).toHaveLength(3);
    await ireland().send(new DeleteRestApiCommand({ restApiId: first.items![0]!.id }));
    await ireland().send(new CreateRestApiCommand({ name: 'late' }));
    const seen = [...first.items!];
    for (let position = first.position; position !== undefined;) {
      const next = await page(3, position);
      seen.push(...next.items!);
      position = next.position;
    }
    const ids = seen.map(({ id }) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(made));
  });

  test('200: a limit that is not positive gives a normal page, and list entries have no tags', async () => {
    const { items = [] } = await page(-1);
    expect(items.length).toBeGreaterThan(3);
    expect(items[0]?.tags).toBeUndefined();
    expect((await page(0)).items).toHaveLength(items.length);
    expect((await page(501)).position).toBeUndefined();
  });

  test('400: a position that is none of ours, and a limit that is no number', async () => {
    expect(await refusalOf(page(3, 'made up'))).toBe('400 BadRequestException: Invalid position specified');
    expect((await plane.signedFetch('/restapis?limit=ten')).status).toBe(400);
  });
});

describe('UpdateRestApi', () => {
  describe('200', () => {
    test('every member can be replaced, and the response shows empty tags', async () => {
      const id = await newId({ description: 'old' });
      const policy =
        '{"Statement":{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"*"}}';
      const changed = await update(
        id,
        { op: 'replace', path: '/name', value: 'new' },
        { op: 'replace', path: '/version', value: '2' },
        { op: 'replace', path: '/apiKeySource', value: 'AUTHORIZER' },
        { op: 'replace', path: '/disableExecuteApiEndpoint', value: 'True' },
        { op: 'remove', path: '/description' },
        { op: 'replace', path: '/policy', value: policy },
      );
      expect(changed).toMatchObject({
        name: 'new',
        version: '2',
        apiKeySource: 'AUTHORIZER',
        disableExecuteApiEndpoint: true,
        policy: policy.replaceAll('"', String.raw`\"`),
        tags: {},
      });
      expect(changed.description).toBeUndefined();
      expect((await update(id, { op: 'replace', path: '/policy', value: '' })).policy).toBeUndefined();
    });

    test('binary media types are a set addressed by key', async () => {
      const id = await newId({ binaryMediaTypes: ['image/png', 'image/jpeg'] });
      const replaced = await update(id, {
        op: 'replace',
        path: '/binaryMediaTypes/image~1png',
        value: 'image/gif',
      });
      expect(replaced.binaryMediaTypes).toEqual(['image/jpeg', 'image/gif']);
      const added = await update(id, { op: 'add', path: '/binaryMediaTypes/-', value: 'ignored' });
      expect(added.binaryMediaTypes).toEqual(['image/jpeg', 'image/gif', '-']);
      const removed = await update(
        id,
        ...['image~1jpeg', 'image~1gif', '-'].map((key) => ({
          op: 'remove' as const,
          path: `/binaryMediaTypes/${key}`,
        })),
      );
      expect(removed.binaryMediaTypes).toBeUndefined();
    });

    test('compression goes on at 0 and off at nothing', async () => {
      const id = await newId();
      const size = async (value?: string) =>
        (await update(id, { op: 'replace', path: '/minimumCompressionSize', value })).minimumCompressionSize;
      expect([await size('0'), await size('1024'), await size('')]).toEqual([0, 1024, undefined]);
      await size('5');
      expect(await size()).toBeUndefined();
    });

    test('of several endpoint types the last wins, and PRIVATE takes dualstack along', async () => {
      const id = await newId();
      const type = (key: string, value: string): PatchOperation => ({
        op: 'replace',
        path: `/endpointConfiguration/types/${key}`,
        value,
      });
      const changed = await update(id, type('0', 'REGIONAL'), type('EDGE', 'PRIVATE'));
      expect(changed.endpointConfiguration).toEqual({ types: ['PRIVATE'], ipAddressType: 'dualstack' });
      const linked = await update(id, {
        op: 'add',
        path: '/endpointConfiguration/vpcEndpointIds',
        value: 'vpce-1',
      });
      expect(linked.endpointConfiguration?.vpcEndpointIds).toEqual(['vpce-1']);
      const unlinked = await update(id, {
        op: 'remove',
        path: '/endpointConfiguration/vpcEndpointIds',
        value: 'vpce-1',
      });
      expect(unlinked.endpointConfiguration).toEqual({ types: ['PRIVATE'], ipAddressType: 'dualstack' });
    });
  });

  test('400: PRIVATE does not become EDGE, but by way of REGIONAL', async () => {
    const id = await newId({ endpointConfiguration: { types: ['PRIVATE'] } });
    const to = (value: string) =>
      update(id, { op: 'replace', path: '/endpointConfiguration/types/0', value });
    expect(await refusalOf(to('EDGE'))).toMatch(/^400 BadRequestException: .* REGIONAL only$/);
    await to('REGIONAL');
    expect((await to('EDGE')).endpointConfiguration?.types).toEqual(['EDGE']);
  });

  describe('400', () => {
    test.each<[PatchOperation, string]>([
      [{ op: 'add', path: '/binaryMediaTypes', value: 'a/b' }, 'Invalid patch path /binaryMediaTypes'],
      [
        { op: 'add', path: '/minimumCompressionSize', value: '1' },
        'Invalid patch operation specified. Must be one of: [replace]',
      ],
      [
        { op: 'replace', path: '/minimumCompressionSize', value: '-1' },
        'Invalid minimum compression size, must be between 0 and 10485760',
      ],
      [
        { op: 'replace', path: '/minimumCompressionSize', value: 'test' },
        'Invalid minimum compression size, must be between 0 and 10485760',
      ],
      [
        { op: 'remove', path: '/endpointConfiguration/types/0' },
        "Invalid patch operation specified. Must be 'add'|'remove'|'replace'",
      ],
      [
        { op: 'replace', path: '/endpointConfiguration/types/0', value: 'X' },
        'Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE',
      ],
      [
        { op: 'replace', path: '/endpointConfiguration/ipAddressType', value: 'x' },
        'ipAddressType must be either ipv4 or dualstack.',
      ],
      [
        { op: 'add', path: '/endpointConfiguration/ipAddressType', value: 'ipv4' },
        'Invalid patch operation specified. Must be one of: [replace]',
      ],
      [{ op: 'replace', path: '/nothing', value: 'x' }, 'Invalid patch path /nothing'],
      [{ op: 'replace', value: 'x' }, 'Invalid patch path null'],
    ])('%j', async (operation, message) => {
      const id = await newId();
      const { $metadata: _, ...before } = await get(id);
      const rename: PatchOperation = { op: 'replace', path: '/name', value: 'half applied' };
      expect(await refusalOf(update(id, rename, operation))).toBe(`400 BadRequestException: ${message}`);
      const { $metadata: __, ...after } = await get(id);
      expect(after).toEqual(before);
    });

    test('ipv4 on a private API', async () => {
      const id = await newId({ endpointConfiguration: { types: ['PRIVATE'] } });
      const call = update(id, { op: 'replace', path: '/endpointConfiguration/ipAddressType', value: 'ipv4' });
      expect(await refusalOf(call)).toBe(
        '400 BadRequestException: Only dualstack ipAddressType is supported for Private APIs.',
      );
    });

    test('a verb that is none, before the API is looked for', async () => {
      const call = update('nothing', { op: 'bad' as never, path: '/name' });
      expect(await refusalOf(call)).toBe(
        "400 ValidationException: 1 validation error detected: Value 'bad' at 'updateRestApiInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
      );
    });
  });

  test('404', async () => {
    expect(await refusalOf(update('nothing'))).toBe(
      '404 NotFoundException: Invalid API identifier specified 000000000000:nothing',
    );
  });

  test('30 unlike writes at once to one API all succeed and all stay', async () => {
    const { id: restApiId, rootResourceId } = await create();
    const writes = Array.from({ length: 30 }, (_, index) =>
      index % 3 === 0
        ? update(restApiId!, { op: 'add', path: `/binaryMediaTypes/type~1${index}` })
        : plane.client.send(
            new CreateResourceCommand({ restApiId, parentId: rootResourceId, pathPart: `p${index}` }),
          ),
    );
    await Promise.all(writes);
    expect((await get(restApiId!)).binaryMediaTypes).toHaveLength(10);
    const { items } = await plane.client.send(new GetResourcesCommand({ restApiId, limit: 500 }));
    expect(items).toHaveLength(21);
  });
});

describe('DeleteRestApi', () => {
  test('202: without a body; the API is gone and what it published is to be taken back', async () => {
    const id = await newId();
    const response = await plane.signedFetch(`/restapis/${id}`, { method: 'DELETE' });
    expect([response.status, await response.text()]).toEqual([202, '']);
    expect(await refusalOf(get(id))).toContain('404');
    const jobs = await plane.database.read((uow) => outbox.open(uow, Date.now() + 60_000));
    expect(jobs).toContainEqual(
      expect.objectContaining({ jobName: 'publish-rest-api', payload: { restApiId: id } }),
    );
  });

  test('404', async () => {
    const call = plane.client.send(new DeleteRestApiCommand({ restApiId: 'nothing' }));
    expect(await refusalOf(call)).toBe(
      '404 NotFoundException: Invalid API identifier specified 000000000000:nothing',
    );
  });
});
