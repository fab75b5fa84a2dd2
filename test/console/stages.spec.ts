import { GetStageCommand, UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  GetStageCommand as GetStageV2Command,
} from '@aws-sdk/client-apigatewayv2';
import { waitFor } from '#libs/testing';
import { hasChromium } from '../support/chromium.js';
import { openConsole, settled, type ConsoleTab } from '../support/console-tab.js';
import { startCountingBackend, type CountingBackend } from '../support/counting-backend.js';
import { createApi, createResource, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// What stages have beside what they serve: settings of single methods and routes, a canary's own variables,
// a cache to be dropped, tags, a certificate. Each is changed by its review, and seen by whoever calls.
let tollgate: Installation;
let backend: CountingBackend;
let tab: ConsoleTab;
const suite = hasChromium() ? describe : describe.skip;

suite('stages in the console', () => {
  beforeAll(async () => {
    [tollgate, backend] = await Promise.all([startInstallation(), startCountingBackend()]);
    tab = await openConsole({ url: tollgate.controlPlaneUrl });
    await tab.signIn({
      accessKeyId: tollgate.awsEnvironment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: tollgate.awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
    });
  });
  afterAll(async () => {
    await tab?.close();
    await backend?.close();
    await tollgate?.close();
  });
  // What one test leaves open is in no other's way.
  beforeEach(() => tab.page.reload().then(() => settled(tab.page)));

  const press = (name: string) => tab.page.getByRole('button', { name, exact: true }).last().click();
  const section = (name: string) => tab.page.getByRole('region', { name, exact: true });
  const rowOf = (label: string, name: string) => section(label).getByRole('row').filter({ hasText: name });
  const review = async (confirm: string): Promise<string> => {
    const changes = tab.page.getByRole('table', { name: 'What will change' });
    await changes.waitFor();
    const text = await changes.innerText();
    await press(confirm);
    await changes.waitFor({ state: 'detached' });
    await settled(tab.page);
    return text;
  };

  describe('of a REST API', () => {
    let restApiId: string;
    const stagePath = () => `/apis/${restApiId}/stages/prod`;
    const call = (path: string) => tollgate.invoke(restApiId, `/prod${path}`);
    const statusOf = async (path: string): Promise<number> => {
      const response = await call(path);
      await response.text();
      return response.status;
    };
    const stageNow = () => tollgate.client.send(new GetStageCommand({ restApiId, stageName: 'prod' }));

    beforeAll(async () => {
      const { client } = tollgate;
      const api = await createApi(client, 'staged');
      restApiId = api.restApiId;
      const pets = await createResource(client, restApiId, api.rootId, 'pets');
      const toys = await createResource(client, restApiId, api.rootId, 'toys');
      await putMockMethod(client, { restApiId, resourceId: pets, body: '$stageVariables.color' });
      await putMockMethod(client, { restApiId, resourceId: toys, body: '$context.requestId' });
      await deploy(client, restApiId, 'prod');
      await waitFor(async () => (await statusOf('/pets')) === 200);
    });

    test('a throttle of one method refuses its calls alone, until the method is left to the stage', async () => {
      const { page } = tab;
      await tab.goTo(stagePath());
      await press('Edit GET /pets');
      await page.locator('input[name=rateLimit]').fill('0');
      await page.locator('input[name=burstLimit]').fill('0');
      await press('Review');
      expect(await review('Change')).toMatch(/Settings of GET \/pets\s+as the stage\s+its own/);
      await waitFor(async () => (await statusOf('/pets')) === 429);
      expect(await statusOf('/toys')).toBe(200);
      await rowOf('Settings by method', 'GET /pets').getByText('own').waitFor();
      expect(await rowOf('Settings by method', 'GET /toys').innerText()).toMatch(/stage/i);
      await press('Inherit GET /pets');
      expect(await review('Inherit')).toMatch(/Rate\s+0\s+nothing/);
      await waitFor(async () => (await statusOf('/pets')) === 200);
      expect(Object.keys((await stageNow()).methodSettings ?? {})).toEqual([]);
    });

    test('a canary has a variable of its own, and the stage has it when it is promoted', async () => {
      const { page } = tab;
      const colorOf = async () => (await call('/pets')).text();
      await tollgate.client.send(
        new UpdateStageCommand({
          restApiId,
          stageName: 'prod',
          patchOperations: [{ op: 'replace', path: '/variables/color', value: 'blue' }],
        }),
      );
      await tab.goTo(stagePath());
      await press('Deploy');
      await page.locator('input[name=percentTraffic]').fill('100');
      await press('Show what changes');
      await review('Deploy');
      expect(await colorOf()).toBe('blue');
      await press('Edit canary');
      await page.locator('textarea[name=overrides]').fill('color=green');
      await page.locator('select[name=useStageCache]').selectOption('yes');
      await page.locator('input[name=guard]').fill('error-rate<50%,requests>=100000,for=1h,then=hold');
      await press('Review');
      expect(await review('Change')).toContain('Variable color');
      await waitFor(async () => (await colorOf()) === 'green');
      expect((await stageNow()).canarySettings).toMatchObject({ useStageCache: true });
      await section('Canary').getByText('color=green').waitFor();
      await section('Canary').getByText('error-rate<50%').first().waitFor();
      await press('Promote');
      expect(await review('Promote')).toMatch(/Variable color\s+blue\s+green/);
      await page.getByText('None. Deploy with a percentage').waitFor();
      const stage = await stageNow();
      expect([stage.canarySettings, stage.variables]).toEqual([undefined, { color: 'green' }]);
      expect(await colorOf()).toBe('green');
    });

    test('what is cached is dropped by path, and whole', async () => {
      const { page } = tab;
      const isHit = async () => {
        const response = await call('/toys');
        await response.text();
        return response.headers.has('age');
      };
      await tab.goTo(stagePath());
      await press('Edit cache');
      await page.locator('select[name=size]').selectOption('0.5');
      await page.locator('select[name=caching]').selectOption('on');
      await page.locator('input[name=ttlInSeconds]').fill('3600');
      await press('Review');
      expect(await review('Change')).toMatch(/Kept for seconds\s+300\s+3600/);
      await waitFor(isHit);
      await press('Flush /toys');
      await review('Flush');
      await waitFor(async () => !(await isHit()));
      await waitFor(isHit);
      await section('Cache').getByRole('button', { name: 'Flush', exact: true }).click();
      await review('Flush');
      await waitFor(async () => !(await isHit()));
    });

    test('tags and a client certificate are put on it and taken off', async () => {
      const { page } = tab;
      await tab.goTo(stagePath());
      await press('Add a tag');
      await page.getByLabel('Key 2 of Keys and values').fill('team');
      await page.getByLabel('Value 2 of Keys and values').fill('pets');
      await press('Review changes');
      await review('Save');
      expect((await stageNow()).tags).toMatchObject({ team: 'pets' });
      await press('Remove team');
      await press('Review changes');
      await review('Save');
      expect((await stageNow()).tags).not.toHaveProperty('team');
      await press('Change certificate');
      await page.getByLabel('Certificate', { exact: true }).selectOption('new');
      await page.locator('input[name=description]').fill('of the console');
      await press('Review');
      await review('Change');
      await section('Client certificate').getByText('of the console').waitFor();
      expect((await stageNow()).clientCertificateId).toMatch(/^\w+$/);
      await press('Change certificate');
      await page.getByLabel('Certificate', { exact: true }).selectOption('none');
      await press('Review');
      await review('Change');
      expect((await stageNow()).clientCertificateId).toBeUndefined();
    });

    test('its history goes on beyond the first page', async () => {
      const deployments = [await deploy(tollgate.client, restApiId, 'prod')];
      deployments.push(await deploy(tollgate.client, restApiId, 'prod'));
      for (let move = 0; move < 110; move += 1) {
        const value = deployments[move % 2]!;
        const patchOperations = [{ op: 'replace' as const, path: '/deploymentId', value }];
        await tollgate.client.send(new UpdateStageCommand({ restApiId, stageName: 'prod', patchOperations }));
      }
      await tab.goTo(stagePath());
      const history = section('History of the stage');
      // The first of all moves came from nowhere; it is on the second page.
      await waitFor(async () => {
        await history.hover();
        await tab.page.mouse.wheel(0, 10_000);
        return (await history.getByText('none →').count()) > 0;
      });
    });
  });

  describe('of an HTTP API', () => {
    let apiId: string;
    const statusOf = async (path: string): Promise<number> => {
      const response = await tollgate.invoke(apiId, `/live${path}`);
      await response.text();
      return response.status;
    };
    const stageNow = () => tollgate.clientV2.send(new GetStageV2Command({ ApiId: apiId, StageName: 'live' }));
    const addRoute = async (path: string) => {
      const { IntegrationId } = await tollgate.clientV2.send(
        new CreateIntegrationCommand({
          ApiId: apiId,
          IntegrationType: 'HTTP_PROXY',
          IntegrationMethod: 'GET',
          IntegrationUri: `${backend.url}/`,
          PayloadFormatVersion: '1.0',
        }),
      );
      await tollgate.clientV2.send(
        new CreateRouteCommand({
          ApiId: apiId,
          RouteKey: `GET ${path}`,
          Target: `integrations/${IntegrationId}`,
        }),
      );
    };

    beforeAll(async () => {
      const api = await tollgate.clientV2.send(
        new CreateApiCommand({ Name: 'staged http', ProtocolType: 'HTTP' }),
      );
      apiId = api.ApiId!;
      await tollgate.clientV2.send(new CreateStageCommand({ ApiId: apiId, StageName: 'live' }));
      await addRoute('/pets');
    });

    test('it deploys itself from when that is switched on until it is switched off', async () => {
      const { page } = tab;
      const switchTo = async (state: string) => {
        await tab.goTo(`/v2/${apiId}/stages/live`);
        await press('Edit settings');
        await page.locator('select[name=autoDeploy]').selectOption(state);
        await press('Review');
        await review('Change');
      };
      // Nothing is deployed to it yet.
      expect(await statusOf('/pets')).toBe(403);
      await switchTo('on');
      await waitFor(async () => (await statusOf('/pets')) === 200);
      expect(await page.getByRole('button', { name: 'Deploy', exact: true }).count()).toBe(0);
      await addRoute('/toys');
      await waitFor(async () => (await statusOf('/toys')) === 200);
      await switchTo('off');
      expect((await stageNow()).AutoDeploy).toBe(false);
      await addRoute('/late');
      expect(await statusOf('/late')).toBe(404);
      await page.getByRole('button', { name: 'Deploy', exact: true }).waitFor();
    });

    test('a throttle of one route refuses its calls alone, and each setting goes back by itself', async () => {
      const { page } = tab;
      await tab.goTo(`/v2/${apiId}/stages/live`);
      await press('Edit GET /pets');
      await page.locator('input[name=rateLimit]').fill('0');
      await page.locator('input[name=burstLimit]').fill('0');
      await page.locator('select[name=detailedMetrics]').selectOption('on');
      await press('Review');
      expect(await review('Change')).toMatch(/Rate\s+as the stage\s+0/);
      await waitFor(async () => (await statusOf('/pets')) === 429);
      expect(await statusOf('/toys')).toBe(200);
      await press('Edit GET /pets');
      await page.locator('input[name=rateLimit]').fill('');
      await page.locator('input[name=burstLimit]').fill('');
      await press('Review');
      expect(await review('Change')).toMatch(/Rate\s+0\s+as the stage/);
      await waitFor(async () => (await statusOf('/pets')) === 200);
      expect((await stageNow()).RouteSettings).toEqual({ 'GET /pets': { DetailedMetricsEnabled: true } });
      await press('Inherit GET /pets');
      await review('Inherit');
      expect((await stageNow()).RouteSettings).toEqual({});
    });

    test('whoever changes nothing is asked nothing', async () => {
      await tab.goTo(`/v2/${apiId}/stages/live`);
      await press('Edit settings');
      await press('Review');
      await tab.page.getByRole('dialog').waitFor({ state: 'detached' });
    });
  });
});
