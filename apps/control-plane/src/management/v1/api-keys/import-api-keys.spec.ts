import {
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateUsagePlanCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  GetUsagePlanKeysCommand,
  ImportApiKeysCommand,
} from '@aws-sdk/client-api-gateway';
import { outbox } from '#libs/persistence';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let planId: string;
beforeAll(async () => {
  plane = await startControlPlane();
  planId = (await plane.client.send(new CreateUsagePlanCommand({ name: 'plan' }))).id!;
});
afterAll(() => plane.close());

let count = 0;
/** A value that no other test has. */
const newValue = () => `value-of-an-imported-key-${(count += 1)}`;
const importKeys = (text: string, failOnWarnings?: boolean) =>
  plane.client.send(new ImportApiKeysCommand({ body: Buffer.from(text), format: 'csv', failOnWarnings }));
const get = (apiKey: string) => plane.client.send(new GetApiKeyCommand({ apiKey, includeValue: true }));
const keyCount = async () => (await plane.client.send(new GetApiKeysCommand({ limit: 500 }))).items!.length;
const planKeyIds = async () =>
  (await plane.client.send(new GetUsagePlanKeysCommand({ usagePlanId: planId }))).items!.map(({ id }) => id);

describe('201', () => {
  test('keys are made as the file says, enabled by default, put into plans, and published', async () => {
    const [one, two] = [newValue(), newValue()];
    const text = `Name, key ,Description,enabled,UsagePlanIds\nfirst,${one},"with, comma",FALSE,'${planId},${planId}'\nsecond,${two},,,\n`;
    const response = await importKeys(text);
    expect(response.$metadata.httpStatusCode).toBe(201);
    expect(response.warnings).toEqual([]);
    const [firstId, secondId] = response.ids!;
    expect(await get(firstId!)).toMatchObject({
      name: 'first',
      value: one,
      description: 'with, comma',
      enabled: false,
    });
    expect(await get(secondId!)).toMatchObject({ name: 'second', value: two, enabled: true });
    expect(await planKeyIds()).toContain(firstId);
    expect(await planKeyIds()).not.toContain(secondId);
    const jobs = await plane.database.read((uow) => outbox.open(uow, Date.now() + 60_000, 10_000));
    const published = jobs.flatMap(({ payload }) => payload['keyId'] ?? []);
    expect(published).toEqual(expect.arrayContaining([firstId, secondId]));
  });

  test('a value that is there is overwritten, and the newest row of a file wins', async () => {
    const value = newValue();
    const { id } = await plane.client.send(new CreateApiKeyCommand({ name: 'old', value, tags: { a: 'b' } }));
    const response = await importKeys(`key,name,enabled\n${value},newer,false\n${value},newest,true\n`);
    expect(response.ids).toEqual([id]);
    expect(await get(id!)).toMatchObject({ name: 'newest', enabled: true, value, tags: { a: 'b' } });
  });

  test('bad rows are warnings; the others are kept', async () => {
    const good = newValue();
    const response = await importKeys(`key,name,usageplanids\nshort,n,\n${good},n,nope\n`);
    expect(response.warnings).toEqual([
      'Line 2: API Key value should be at least 20 characters',
      'Line 3: Usage Plan nope: Invalid Usage Plan ID specified',
    ]);
    expect(await get(response.ids![0]!)).toMatchObject({ value: good });
  });

  test('a key may not meet two plans for one stage by an import either', async () => {
    const { id: restApiId } = await seedRestApi(plane);
    await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
    const apiStages = [{ apiId: restApiId, stage: 'dev' }];
    const plans = [];
    for (const name of ['one', 'two']) {
      plans.push((await plane.client.send(new CreateUsagePlanCommand({ name, apiStages }))).id!);
    }
    const response = await importKeys(`key,name,usageplanids\n${newValue()},n,"${plans.join()}"\n`);
    expect(response.warnings).toEqual([
      `Line 2: Usage Plan ${plans[1]}: API Key ${response.ids![0]} is already in Usage Plan ${plans[0]}, which covers one of the same API Stages`,
    ]);
  });

  test('a key of another region is not touched', async () => {
    const value = newValue();
    const elsewhere = plane.clientFor('eu-west-1');
    const { id } = await elsewhere.send(new CreateApiKeyCommand({ name: 'theirs', value }));
    const response = await importKeys(`key,name\n${value},mine\n`);
    expect(response).toMatchObject({ ids: [], warnings: ['Line 2: API Key already exists'] });
    expect((await elsewhere.send(new GetApiKeyCommand({ apiKey: id }))).name).toBe('theirs');
  });

  test('the body needs no Content-Type, and a create on the same path is still a create', async () => {
    const target = '/apikeys?format=csv&mode=import';
    const response = await plane.signedFetch(target, { method: 'POST', body: `key,name\n${newValue()},n` });
    expect([response.status, await response.json()]).toEqual([
      201,
      { ids: [expect.any(String) as string], warnings: [] },
    ]);
    const created = await plane.signedFetch('/apikeys', { body: { name: 'created' } });
    expect(await created.json()).toMatchObject({ name: 'created' });
  });

  test('a thousand keys at once', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => `${newValue()},key ${index}`);
    const { ids, warnings } = await importKeys(['key,name', ...rows].join('\r\n'));
    expect([new Set(ids).size, warnings]).toEqual([1000, []]);
  });
});

describe('400', () => {
  test('with failonwarnings one bad row undoes it all', async () => {
    const value = newValue();
    const { id } = await plane.client.send(new CreateApiKeyCommand({ name: 'old', value }));
    const before = await keyCount();
    const text = `key,name,usageplanids\n${newValue()},n,${planId}\n${value},new,\nshort,n,\n`;
    expect(await refusalOf(importKeys(text, true))).toBe(
      '400 BadRequestException: Line 4: API Key value should be at least 20 characters',
    );
    expect(await keyCount()).toBe(before);
    expect((await get(id!)).name).toBe('old');
  });

  test.each([
    ['', /empty/],
    ['name\nx', /must have the column key/],
    ['key,name\n"open', /malformed quotes on line 2/],
  ])('a file that is none (case %#)', async (text, message) => {
    expect(await refusalOf(importKeys(text))).toMatch(message);
  });

  test('a character that cannot be stored', async () => {
    expect(await refusalOf(importKeys(`key,name\n${newValue()},a\0b\n`))).toMatch(/^400 BadRequestException/);
  });

  test('bytes that are no text', async () => {
    const body = Buffer.concat([Buffer.from('key,name\n'), Buffer.from([0xff, 0xfe])]);
    const response = await plane.signedFetch('/apikeys?mode=import&format=csv', { method: 'POST', body });
    expect([response.status, await response.json()]).toEqual([
      400,
      { message: 'The API key file is not valid UTF-8' },
    ]);
  });

  test('another format', async () => {
    const response = await plane.signedFetch('/apikeys?mode=import&format=xml', {
      method: 'POST',
      body: 'a',
    });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([400, 'ValidationException']);
  });
});
