import {
  CreateResourceCommand,
  CreateRestApiCommand,
  DeleteResourceCommand,
  GetResourceCommand,
  GetResourcesCommand,
  PutMethodCommand,
  UpdateResourceCommand,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let restApiId: string;
let rootId: string;

beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  const restApi = await plane.client.send(new CreateRestApiCommand({ name: 'tree' }));
  restApiId = restApi.id!;
  rootId = restApi.rootResourceId!;
});
afterAll(() => plane.close());

const create = (parentId: string, pathPart: string) =>
  plane.client.send(new CreateResourceCommand({ restApiId, parentId, pathPart }));
const add = async (parentId: string, pathPart: string) => (await create(parentId, pathPart)).id!;
const get = (resourceId: string) => plane.client.send(new GetResourceCommand({ restApiId, resourceId }));
const update = (resourceId: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateResourceCommand({ restApiId, resourceId, patchOperations }));
const rename = (value?: string): PatchOperation => ({ op: 'replace', path: '/pathPart', value });
const move = (value?: string): PatchOperation => ({ op: 'replace', path: '/parentId', value });
const remove = (resourceId: string) =>
  plane.client.send(new DeleteResourceCommand({ restApiId, resourceId }));
const paths = async () =>
  (await plane.client.send(new GetResourcesCommand({ restApiId }))).items!.map(({ path }) => path).sort();
const unknown = '404 NotFoundException: Invalid Resource identifier specified';
const GET = (resourceId: string) =>
  plane.client.send(
    new PutMethodCommand({ restApiId, resourceId, httpMethod: 'GET', authorizationType: 'NONE' }),
  );

describe('CreateResource', () => {
  test('201: the whole path is derived', async () => {
    const parent = await add(rootId, 'a.b-c_d:e');
    const response = await plane.signedFetch(`/restapis/${restApiId}/resources/${parent}`, {
      method: 'POST',
      body: { pathPart: '{child+}' },
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
      parentId: parent,
      pathPart: '{child+}',
      path: '/a.b-c_d:e/{child+}',
    });
  });

  test('201: a static sibling beside a variable one', async () => {
    await add(rootId, '{x}');
    expect((await create(rootId, 'x')).path).toBe('/x');
  });

  test('400: a second variable sibling, a child of a greedy part, characters that no part has', async () => {
    const greedy = await add(rootId, '{proxy+}');
    expect(await refusalOf(create(rootId, '{id}'))).toBe(
      '400 BadRequestException: A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed',
    );
    expect(await refusalOf(create(greedy, 'x'))).toBe(
      '400 BadRequestException: Cannot create a child of a resource with a greedy path variable: {proxy+}',
    );
    for (const pathPart of ['', 'a/b', 'a b', '{a}b', '{a', 'a+', '{+}', '{a+}x', 'ä', 'x'.repeat(1025)]) {
      expect(await refusalOf(create(rootId, pathPart))).toContain(
        "400 BadRequestException: Resource's path part only allow a-zA-Z0-9._-:",
      );
    }
  });

  test('404: an unknown parent, and an unknown API, which looks the same', async () => {
    expect(await refusalOf(create('nothing', 'x'))).toBe(unknown);
    const elsewhere = new CreateResourceCommand({ restApiId: 'nothing', parentId: rootId, pathPart: 'x' });
    expect(await refusalOf(plane.client.send(elsewhere))).toBe(unknown);
  });

  test('409: the same name again, also when both are asked for at once', async () => {
    const outcomes = await Promise.allSettled([create(rootId, 'same'), create(rootId, 'same')]);
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusalOf(Promise.reject(refused?.reason as Error))).toBe(
      '409 ConflictException: Another resource with the same parent already has this name: same',
    );
  });
});

describe('GetResource and GetResources', () => {
  test('200: the root has neither parent nor part', async () => {
    const { $metadata: _, ...root } = await get(rootId);
    expect(root).toEqual({ id: rootId, path: '/' });
  });

  test('200: methods show as empty objects, in full when embedded', async () => {
    await GET(rootId);
    const plain = await plane.signedFetch(`/restapis/${restApiId}/resources`);
    expect(await plain.json()).toEqual({ item: [{ id: rootId, path: '/', resourceMethods: { GET: {} } }] });
    const method = { httpMethod: 'GET', authorizationType: 'NONE', apiKeyRequired: false };
    const { items } = await plane.client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }));
    expect(items?.[0]?.resourceMethods).toEqual({ GET: method });
    const one = await plane.client.send(
      new GetResourceCommand({ restApiId, resourceId: rootId, embed: ['methods'] }),
    );
    expect(one.resourceMethods).toEqual({ GET: method });
  });

  test('200: pages', async () => {
    for (const part of ['a', 'b', 'c', 'd']) await add(rootId, part);
    const first = await plane.client.send(new GetResourcesCommand({ restApiId, limit: 3 }));
    const second = await plane.client.send(
      new GetResourcesCommand({ restApiId, limit: 3, position: first.position }),
    );
    expect(second.position).toBeUndefined();
    expect([...first.items!, ...second.items!].map(({ path }) => path).sort()).toEqual([
      '/',
      '/a',
      '/b',
      '/c',
      '/d',
    ]);
  });

  test('404: the list tells an unknown API, a single one does not', async () => {
    expect(await refusalOf(plane.client.send(new GetResourcesCommand({ restApiId: 'nothing' })))).toBe(
      '404 NotFoundException: Invalid API identifier specified 000000000000:nothing',
    );
    expect(await refusalOf(get('nothing'))).toBe(unknown);
    const elsewhere = plane
      .clientFor('eu-west-1')
      .send(new GetResourceCommand({ restApiId, resourceId: rootId }));
    expect(await refusalOf(elsewhere)).toBe(unknown);
  });
});

describe('UpdateResource', () => {
  test('200: a rename and a move change the paths of the subtree', async () => {
    const a = await add(rootId, 'a');
    const b = await add(a, 'b');
    await add(b, '{c}');
    expect((await update(a, rename('x'))).path).toBe('/x');
    expect(await paths()).toEqual(['/', '/x', '/x/b', '/x/b/{c}']);
    const moved = await update(b, move(rootId), rename('y'));
    expect(moved).toMatchObject({ id: b, parentId: rootId, pathPart: 'y', path: '/y' });
    expect(await paths()).toEqual(['/', '/x', '/y', '/y/{c}']);
  });

  test('200: nothing to do', async () => {
    const a = await add(rootId, 'a');
    expect((await update(a, rename('a'))).path).toBe('/a');
    expect((await update(rootId)).path).toBe('/');
  });

  test('400: paths and verbs that are not for it', async () => {
    const a = await add(rootId, 'a');
    expect(await refusalOf(update(a, { op: 'replace', path: '/invalid', value: 'x' }))).toBe(
      "400 BadRequestException: Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]",
    );
    expect(await refusalOf(update(a, { op: 'add', path: '/pathPart', value: 'x' }))).toBe(
      "400 BadRequestException: Invalid patch path  '/pathPart' specified for op 'add'. Please choose supported operations",
    );
  });

  test('400: cycles, the root, and places that are no places', async () => {
    const a = await add(rootId, 'a');
    const b = await add(a, 'b');
    await add(rootId, '{v}');
    const greedy = await add(a, '{p+}');
    expect(await refusalOf(update(a, move(b)))).toBe(
      '400 BadRequestException: Resources cannot be cyclical.',
    );
    expect(await refusalOf(update(a, move(a)))).toBe(
      '400 BadRequestException: Resources cannot be cyclical.',
    );
    expect(await refusalOf(update(rootId, rename('x')))).toContain(
      'Root resource cannot update its pathPart.',
    );
    expect(await refusalOf(update(rootId, move(a)))).toContain('Root resource cannot update its parentId.');
    expect(await refusalOf(update(a, rename('{w}')))).toContain('A sibling ({v}) of this resource');
    expect(await refusalOf(update(b, move(greedy)))).toContain('greedy path variable: {p+}');
    expect(await refusalOf(update(a, rename('a b')))).toContain("Resource's path part only allow");
    expect(await paths()).toEqual(['/', '/a', '/a/b', '/a/{p+}', '/{v}']);
  });

  test('400: a part with children cannot become greedy', async () => {
    const a = await add(rootId, 'a');
    await add(a, 'b');
    expect(await refusalOf(update(a, rename('{a+}')))).toContain('greedy path variable: {a+}');
  });

  test('404: unknown, or a new parent that is', async () => {
    const a = await add(rootId, 'a');
    expect(await refusalOf(update('nothing', rename('x')))).toBe(unknown);
    expect(await refusalOf(update(a, move('nothing')))).toBe(unknown);
    expect(await refusalOf(update(a, move()))).toBe(unknown);
  });

  test('409: onto a name that is taken, by a rename or by a move', async () => {
    const a = await add(rootId, 'a');
    const b = await add(rootId, 'b');
    const inner = await add(b, 'a');
    const taken = '409 ConflictException: Another resource with the same parent already has this name: a';
    expect(await refusalOf(update(b, rename('a')))).toBe(taken);
    expect(await refusalOf(update(inner, move(rootId)))).toBe(taken);
    expect((await get(a)).path).toBe('/a');
  });
});

describe('DeleteResource', () => {
  test('202: the subtree and its methods go; what was moved away stays', async () => {
    const a = await add(rootId, 'a');
    const b = await add(a, 'b');
    const kept = await add(a, 'kept');
    await GET(b);
    await update(kept, move(rootId));
    const response = await plane.signedFetch(`/restapis/${restApiId}/resources/${a}`, { method: 'DELETE' });
    expect([response.status, await response.text()]).toEqual([202, '']);
    expect(await paths()).toEqual(['/', '/kept']);
    expect(await refusalOf(remove(b))).toBe(unknown);
  });

  test('400: the root stays', async () => {
    expect(await refusalOf(remove(rootId))).toContain('400 BadRequestException');
  });
});
