import { readFile } from 'node:fs/promises';
import { GetApiKeyCommand, GetUsagePlanCommand, ImportApiKeysCommand } from '@aws-sdk/client-api-gateway';
import { waitFor } from '#libs/testing';
import { hasChromium } from '../support/chromium.js';
import { openConsole, settled, type ConsoleTab } from '../support/console-tab.js';
import { createApi, createResource, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// What customers may use, from the first plan to its end: each step by its review, and seen by real requests.
let tollgate: Installation;
let tab: ConsoleTab;
let restApiId: string;
let planPath: string;
let usagePlanId: string;
let keyId: string;
let headers: Record<string, string>;
const suite = hasChromium() ? describe : describe.skip;

suite('plans and keys in the console', () => {
  beforeAll(async () => {
    tollgate = await startInstallation();
    const { client } = tollgate;
    const api = await createApi(client, 'pet store');
    restApiId = api.restApiId;
    const resourceId = await createResource(client, restApiId, api.rootId, 'pets');
    for (const httpMethod of ['GET', 'POST'])
      await putMockMethod(client, { restApiId, resourceId, httpMethod, apiKeyRequired: true, body: '[]' });
    await deploy(client, restApiId, 'prod');
    tab = await openConsole({ url: tollgate.controlPlaneUrl });
    await tab.signIn({
      accessKeyId: tollgate.awsEnvironment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: tollgate.awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
    });
  });
  afterAll(async () => {
    await tab?.close();
    await tollgate?.close();
  });
  // What one test leaves open is in no other's way.
  beforeEach(() => tab.page.reload().then(() => settled(tab.page)));

  /** More than a page of them, so that somebody must look for theirs. */
  async function importKeys(count: number): Promise<void> {
    const lines = Array.from({ length: count }, (_, at) => `other-${at},other-${at}-0123456789abcdef,,true,`);
    const body = Buffer.from(['name,key,description,enabled,usageplanIds', ...lines].join('\n'));
    await tollgate.client.send(new ImportApiKeysCommand({ body, format: 'csv', failOnWarnings: true }));
  }

  const press = (name: string) => tab.page.getByRole('button', { name, exact: true }).last().click();
  const section = (name: string) => tab.page.getByRole('region', { name, exact: true });
  const confirm = async (name: string): Promise<string> => {
    const changes = tab.page.getByRole('table', { name: 'What will change' });
    await changes.waitFor();
    const text = await changes.innerText();
    await press(name);
    await changes.waitFor({ state: 'detached' });
    await settled(tab.page);
    return text;
  };
  const field = (name: string) => tab.page.locator(`input[name=${name}]`);
  const find = async (name: string, typed: string, option: RegExp) => {
    await field(name).fill(typed);
    await tab.page.getByRole('option', { name: option }).click();
  };
  const statusOf = async (httpMethod = 'GET'): Promise<number> => {
    const response = await tollgate.invoke(restApiId, '/prod/pets', { method: httpMethod, headers });
    await response.text();
    return response.status;
  };
  const throttles = async () => {
    const { apiStages = [] } = await tollgate.client.send(new GetUsagePlanCommand({ usagePlanId }));
    return apiStages[0]?.throttle;
  };
  /** The page anew, until it says so. */
  const planSays = (name: string, said: RegExp) =>
    waitFor(
      async () => {
        await tab.goTo('/usage-plans');
        await tab.goTo(planPath);
        return said.test(await section(name).innerText());
      },
      { describe: `${name} says ${said}`, timeoutMs: 120_000 },
    );

  test('a plan and a key are made', async () => {
    const { page } = tab;
    await tab.goTo('/usage-plans');
    await press('Create usage plan');
    await field('name').fill('gold');
    await field('limit').fill('3');
    await page.getByLabel('Period').selectOption('DAY');
    await press('Review');
    await confirm('Create');
    await page.getByRole('link', { name: 'gold' }).click();
    await settled(page);
    planPath = new URL(page.url()).pathname.replace('/_tollgate/console', '');
    usagePlanId = planPath.split('/').at(-1)!;
    await tab.goTo('/api-keys');
    await press('Create API key');
    await field('name').fill('ada');
    await press('Review');
    await confirm('Create');
    await page.getByLabel('Name begins with').fill('ada');
    await page.getByRole('link', { name: 'ada' }).click();
    await settled(page);
    keyId = page.url().split('/').at(-1)!;
    await press('Show the value');
    headers = { 'x-api-key': await section('Value').locator('pre').innerText() };
  });

  test('stage and key are found by typing, the key among more than a page of others', async () => {
    // The newest come first.
    await importKeys(120);
    await tab.goTo(planPath);
    await press('Add stage');
    await find('apiId', 'PET', /^pet store/);
    await field('stage').click();
    await tab.page.getByRole('option', { name: 'prod' }).click();
    await press('Review');
    expect(await confirm('Add')).toContain(`${restApiId}:prod`);
    await press('Add key');
    await field('keyId').click();
    await waitFor(async () => (await tab.page.getByRole('option').count()) > 10);
    expect(await tab.page.getByRole('option', { name: /^ada/ }).count()).toBe(0);
    await find('keyId', 'ad', /^ada/);
    expect(await field('keyId').inputValue()).toBe(keyId);
    await press('Review');
    await confirm('Add');
    await section('Keys of the plan').getByRole('link', { name: 'ada' }).waitFor();
    await waitFor(async () => (await statusOf()) === 200, { describe: 'the key is taken' });
  });

  test('use moves until the quota is used up; who is refused is counted; and more is granted', async () => {
    await waitFor(async () => (await statusOf()) === 429, { describe: 'the quota is used up' });
    for (let count = 0; count < 3; count += 1) expect(await statusOf()).toBe(429);
    await planSays('Use by key', /ada[\s\S]*\b3\b[\s\S]*now/i);
    await planSays('Usage', /[1-9][\d.]*% throttled/);
    await press('Grant more to ada');
    await field('remaining').fill('50');
    await press('Review');
    expect(await confirm('Grant')).toMatch(/0\s+50/);
    await waitFor(async () => (await statusOf()) === 200, { describe: 'what was granted is there' });
    await planSays('Use by key', /not in this period|\d\d:\d\d/);
  });

  test('one method is throttled, and the others are not', async () => {
    await tab.goTo(planPath);
    await press('Throttle a method');
    await find('method', 'GET', /^GET \/pets$/);
    await field('rateLimit').fill('0.001');
    await field('burstLimit').fill('1');
    await press('Review');
    expect(await confirm('Throttle')).toContain('0.001/s, burst 1');
    expect(await throttles()).toEqual({ '/pets/GET': { rateLimit: 0.001, burstLimit: 1 } });
    await waitFor(async () => (await statusOf()) === 429, { describe: 'the method is throttled' });
    expect(await statusOf('POST')).toBe(200);
    await press('Change the throttle of GET /pets');
    await field('burstLimit').fill('');
    await field('rateLimit').fill('1000');
    await press('Review');
    await confirm('Throttle');
    expect(await throttles()).toEqual({ '/pets/GET': { rateLimit: 1000 } });
    await press('Remove the throttle of GET /pets');
    await confirm('Remove');
    expect((await throttles()) ?? {}).toEqual({});
    await waitFor(async () => (await statusOf()) === 200, { describe: 'the method is free again' });
  });

  test('the overview says what the plan has throttled', async () => {
    await tab.goTo('/');
    await tab.page.getByText(/[1-9]\d*\s+throttled by usage plans/).waitFor();
  });

  test('use is exported, a row for each key and day', async () => {
    await tab.goTo(planPath);
    const download = tab.page.waitForEvent('download');
    await press('Export CSV');
    const lines = (await readFile(await (await download).path(), 'utf8')).split('\r\n');
    expect(lines[0]).toBe('key_id,key_name,day,used');
    const today = lines.filter((line) => line.startsWith(`${keyId},ada,`)).at(-1)!;
    expect(Number(today.split(',').at(-1))).toBeGreaterThanOrEqual(5);
  });

  test('a key is tagged', async () => {
    await tab.goTo(`/api-keys/${keyId}`);
    await press('Add a tag');
    await tab.page.getByLabel('Key 1 of Keys and values').fill('customer');
    await tab.page.getByLabel('Value 1 of Keys and values').fill('lovelace');
    await section('Tags').getByRole('button', { name: 'Review' }).click();
    await confirm('Save');
    const { tags } = await tollgate.client.send(new GetApiKeyCommand({ apiKey: keyId }));
    expect(tags).toEqual({ customer: 'lovelace' });
  });

  test('a plan with a stage is not deleted, in the words of the service; without, it is', async () => {
    await tab.goTo(planPath);
    await press('Delete');
    const changes = tab.page.getByRole('table', { name: 'What will change' });
    await changes.waitFor();
    await press('Delete');
    await tab.page.getByText(/Cannot delete usage plan/i).waitFor();
    await tab.page.reload();
    await settled(tab.page);
    await section('Stages').getByRole('button', { name: 'Remove', exact: true }).click();
    await confirm('Remove');
    await waitFor(async () => (await statusOf()) === 403, { describe: 'the key is of no use there' });
    await press('Delete');
    await confirm('Delete');
    await tab.page.getByText('No usage plan yet').waitFor();
  });
});
