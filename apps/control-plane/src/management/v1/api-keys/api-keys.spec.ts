import {
  CreateApiKeyCommand,
  DeleteApiKeyCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  UpdateApiKeyCommand,
  type CreateApiKeyCommandInput,
  type GetApiKeysCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { apiKeys, outbox } from '#libs/persistence';
import { digest } from '#libs/snapshot-format';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const create = (input: CreateApiKeyCommandInput = {}) => plane.client.send(new CreateApiKeyCommand(input));
const get = (apiKey: string, includeValue?: boolean) =>
  plane.client.send(new GetApiKeyCommand({ apiKey, includeValue }));
const list = (input: GetApiKeysCommandInput = {}) => plane.client.send(new GetApiKeysCommand(input));
const update = (apiKey: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateApiKeyCommand({ apiKey, patchOperations }));
const jobsOf = async (keyId: string) =>
  (await plane.database.read((uow) => outbox.open(uow, Date.now() + 60_000, 10_000))).filter(
    ({ payload }) => payload['keyId'] === keyId,
  );
const unknownKey = '404 NotFoundException: Invalid API Key identifier specified';

describe('CreateApiKey', () => {
  test('201: shows the value once made, and no member that was not given', async () => {
    const response = await plane.signedFetch('/apikeys', { method: 'POST', body: { name: '', value: '' } });
    expect(response.status).toBe(201);
    const key = (await response.json()) as { id: string; value: string };
    expect(key).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{10}$/) as string,
      value: expect.stringMatching(/^[A-Za-z0-9]{40}$/) as string,
      enabled: false,
      stageKeys: [],
      createdDate: expect.any(Number) as number,
      lastUpdatedDate: expect.any(Number) as number,
    });
    expect(await jobsOf(key.id)).toMatchObject([{ jobName: 'publish-api-key' }]);
  });

  test('201: keeps what is given; the value is stored sealed and known by its digest', async () => {
    const value = 'a-value-of-our-own-choice';
    const given = { name: 'n', description: 'd', enabled: true, customerId: 'c', tags: { t: '1' }, value };
    const stageKeys = [{ restApiId: 'a', stageName: 's' }];
    const key = await create({ ...given, stageKeys, generateDistinctId: true });
    expect(key).toMatchObject({ ...given, stageKeys: ['a/s'] });
    const stored = (await plane.database.read((uow) => apiKeys.findAnywhere(uow, key.id!)))!;
    expect(stored.apiKey.valueDigest).toBe(digest(value));
    expect(stored.valueSealed.includes(Buffer.from(value))).toBe(false);
  });

  test.each<[CreateApiKeyCommandInput, string]>([
    [{ name: 'n'.repeat(1025) }, 'Invalid API Key name, can be at most 1024 characters.'],
    [{ value: 'short' }, 'API Key value should be at least 20 characters'],
    [{ value: 'v'.repeat(129) }, 'API Key value exceeds maximum size of 128 characters'],
    [{ description: 'd'.repeat(125_001) }, 'Invalid API Key description specified.'],
  ])('400: lengths (case %#)', async (input, message) => {
    expect(await refusalOf(create(input))).toBe(`400 BadRequestException: ${message}`);
  });

  test('409: of ten at once with one value, one is made', async () => {
    const value = 'one-value-for-ten-creates';
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => create({ value })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusalOf(create({ value }))).toBe('409 ConflictException: API Key already exists');
  });
});

describe('GetApiKey', () => {
  test('200: the value only when asked for; tags always', async () => {
    const { id, value } = await create({ name: 'g' });
    const { $metadata: _, ...plain } = await get(id!);
    expect(plain).not.toHaveProperty('value');
    expect(plain).toMatchObject({ id, name: 'g', tags: {} });
    expect((await get(id!, true)).value).toBe(value);
  });

  test('404: an unknown key, and one of another region', async () => {
    expect(await refusalOf(get('none'))).toBe(unknownKey);
    const { id } = await create();
    expect(await refusalOf(plane.clientFor('eu-west-1').send(new GetApiKeyCommand({ apiKey: id })))).toBe(
      unknownKey,
    );
  });
});

describe('GetApiKeys', () => {
  const names = async (input: GetApiKeysCommandInput) => (await list(input)).items!.map(({ name }) => name);

  test('200: newest first; the name query is a prefix in which case matters and no character is special', async () => {
    for (const name of ['list-a', 'list-b', 'LIST-c', 'x-list-d', 'li%t-e', 'li_t-f']) await create({ name });
    expect(await names({ nameQuery: 'list-' })).toEqual(['list-b', 'list-a']);
    expect(await names({ nameQuery: 'LIST' })).toEqual(['LIST-c']);
    expect(await names({ nameQuery: 'li%' })).toEqual(['li%t-e']);
    expect(await names({ nameQuery: 'li_' })).toEqual(['li_t-f']);
    expect(await names({ nameQuery: '-list' })).toEqual([]);
  });

  test('200: of one customer only', async () => {
    await create({ name: 'mine', customerId: 'cust-1' });
    expect(await names({ customerId: 'cust-1' })).toEqual(['mine']);
  });

  test('200: pages show each once though keys come and go; list items have values only when asked for', async () => {
    const made = [];
    for (let count = 0; count < 5; count += 1) made.unshift(await create({ name: `page-${count}` }));
    const first = await list({ nameQuery: 'page-', limit: 2 });
    await create({ name: 'page-new' });
    await plane.client.send(new DeleteApiKeyCommand({ apiKey: made[1]!.id }));
    const second = await list({
      nameQuery: 'page-',
      limit: 2,
      position: first.position,
      includeValues: true,
    });
    const last = await list({ nameQuery: 'page-', limit: 2, position: second.position });
    const seen = [first, second, last].flatMap(({ items }) => items!);
    expect(seen.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    expect(seen.map(({ value }) => value)).toEqual([
      undefined,
      undefined,
      made[2]!.value,
      made[3]!.value,
      undefined,
    ]);
    expect(seen.every(({ tags }) => tags === undefined)).toBe(true);
    expect(last.position).toBeUndefined();
  });

  test('200: a limit of -1 is a normal page', async () => {
    expect((await list({ limit: -1 })).items!.length).toBeGreaterThan(1);
  });

  test.each(['x', Buffer.from('1:abc').toString('base64url')])(
    '400: the position %s is none',
    async (position) => {
      expect(await refusalOf(list({ position }))).toMatch(/^400 BadRequestException/);
    },
  );
});

describe('UpdateApiKey', () => {
  test('200: answers without value and with tags; only enabling is published', async () => {
    const { id } = await create({ name: 'u' });
    const renamed = await update(id!, { op: 'replace', path: '/name', value: 'renamed' });
    expect(renamed).toMatchObject({ id, name: 'renamed', enabled: false, tags: {} });
    expect(renamed.value).toBeUndefined();
    expect(await jobsOf(id!)).toHaveLength(1);
    expect((await update(id!, { op: 'replace', path: '/enabled', value: 'True' })).enabled).toBe(true);
    expect(await jobsOf(id!)).toHaveLength(2);
    expect((await update(id!, { op: 'replace', path: '/enabled', value: 'not-a-boolean' })).enabled).toBe(
      false,
    );
  });

  test('400: a path that may not change', async () => {
    const { id } = await create();
    expect(await refusalOf(update(id!, { op: 'replace', path: '/id', value: 'x' }))).toBe(
      "400 BadRequestException: Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description, /enabled, /name, /customerId]",
    );
  });

  test('404: an unknown key', async () => {
    expect(await refusalOf(update('none'))).toBe(unknownKey);
  });
});

describe('DeleteApiKey', () => {
  const remove = (apiKey: string) => plane.client.send(new DeleteApiKeyCommand({ apiKey }));

  test('202: it is gone, is taken back from gateways, and its value is free again', async () => {
    const value = 'a-value-that-comes-back';
    const { id } = await create({ value });
    expect((await remove(id!)).$metadata.httpStatusCode).toBe(202);
    expect(await jobsOf(id!)).toHaveLength(2);
    expect(await refusalOf(get(id!))).toBe(unknownKey);
    expect((await create({ value })).value).toBe(value);
  });

  test('404: an unknown key', async () => {
    expect(await refusalOf(remove('none'))).toBe(unknownKey);
  });
});
