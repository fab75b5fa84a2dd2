import {
  GetApiCommand,
  GetApisCommand,
  GetIntegrationResponsesCommand,
  GetIntegrationsCommand,
  GetModelsCommand,
  GetRouteCommand,
  GetRoutesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { waitFor } from '#libs/testing';
import { hasChromium } from '../support/chromium.js';
import { openConsole, settled, type ConsoleTab } from '../support/console-tab.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { startUpstream } from '../support/upstream.js';
import { nextText, openClient } from '../support/websocket-api.js';
import { handsOn } from './v2-road.js';

// HTTP and WebSocket APIs made by hand, called as their clients do, and deleted: every change by its review.
let tollgate: Installation;
let upstream: Awaited<ReturnType<typeof startUpstream>>;
let tab: ConsoleTab;
let ApiId: string;
const suite = hasChromium() ? describe : describe.skip;

suite('HTTP and WebSocket APIs in the console', () => {
  beforeAll(async () => {
    upstream = await startUpstream();
    tollgate = await startInstallation();
    tab = await openConsole({ url: tollgate.controlPlaneUrl });
    await tab.signIn({
      accessKeyId: tollgate.awsEnvironment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: tollgate.awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
    });
  });
  afterAll(async () => {
    await tab?.close();
    await tollgate?.close();
    await upstream?.close();
  });
  // What one test leaves open is in no other's way.
  beforeEach(() => tab.page.reload().then(() => settled(tab.page)));

  const { press, field, confirm, review, template, choose } = handsOn(() => tab);
  const open = (path: string) => tab.goTo(`/v2/${ApiId}/${path}`);
  const client = () => tollgate.clientV2;
  const apiNamed = async (name: string): Promise<string | undefined> => {
    const { Items = [] } = await client().send(new GetApisCommand({}));
    return Items.find(({ Name }) => Name === name)?.ApiId;
  };
  const deploy = async (stageName: string): Promise<void> => {
    await open('deployments');
    await press('Deploy');
    await tab.page.locator('input[name=stageName]').fill(stageName);
    await press('Show what changes');
    await confirm('Deploy');
  };
  const deleteApi = async (name: string): Promise<void> => {
    await open('settings');
    await press('Delete API');
    await confirm('Delete');
    expect(await apiNamed(name)).toBeUndefined();
  };

  describe('a WebSocket API', () => {
    const say = async (text: unknown): Promise<string> => {
      const port = tollgate.gateways[0]!.httpPort;
      const socket = await openClient(ApiId, port, { path: '/prod' });
      socket.text(JSON.stringify({ action: 'say', text }));
      const heard = await nextText(socket);
      socket.close(1000);
      return heard;
    };

    test('is made of a model, an integration that answers by a template, and a two-way route', async () => {
      const { page } = tab;
      await tab.goTo('/apis/new');
      await page.getByRole('radio', { name: 'WebSocket API' }).check();
      await field('Name').fill('chat by hand');
      await review('Create');
      ApiId = (await apiNamed('chat by hand'))!;

      await open('models');
      await press('Create model');
      await field('Name').fill('Said');
      await field('Schema').fill('{"type":"object","properties":{"text":{"type":"string"}}}');
      await review('Create');

      await open('integrations');
      await press('Create integration');
      await field('Type').selectOption('MOCK');
      await template('Request templates', '{"statusCode":200}');
      expect(await review('Create')).toContain('Request templates $default');
      await page.getByRole('region', { name: 'Integrations' }).getByRole('link').click();
      await settled(page);
      await press('Create response');
      await template('Response templates', '{"heard":"$context.routeKey"}');
      await review('Create');

      await open('routes');
      await press('Create route');
      await field('Route key').fill('say');
      await field('Integration').selectOption({ index: 1 });
      await field('Caller is answered').selectOption('yes');
      await field('Operation name').fill('hear');
      await press('Add a model');
      await field('Selected 1 of Request models').fill('$default');
      await field('Model 1 of Request models').fill('Said');
      expect(await review('Create')).toContain('Said');
      const { Items = [] } = await client().send(new GetRoutesCommand({ ApiId }));
      expect(Items).toMatchObject([
        {
          RouteKey: 'say',
          OperationName: 'hear',
          RequestModels: { $default: 'Said' },
          RouteResponseSelectionExpression: '$default',
        },
      ]);
    });

    test('is deployed, and answers over a WebSocket what was set', async () => {
      await open('stages');
      await press('Create stage');
      await field('Name').fill('prod');
      await review('Create');
      await deploy('prod');
      await waitFor(async () => (await say('hello').catch(() => '')) === '{"heard":"say"}', {
        describe: 'the deployment is served',
      });
      expect(await say(5)).toContain('Bad request body');
    });

    test('answers otherwise once its template was changed and deployed', async () => {
      await open('integrations');
      await tab.page.getByRole('region', { name: 'Integrations' }).getByRole('link').click();
      await settled(tab.page);
      await press('Edit response $default');
      await field('Response templates, $default').fill('{"now":"$context.routeKey"}');
      const shown = await review('Change');
      expect(shown).toContain('{"heard":"$context.routeKey"}');
      expect(shown).toContain('{"now":"$context.routeKey"}');
      await deploy('prod');
      await waitFor(async () => (await say('hello')) === '{"now":"say"}', {
        describe: 'the deployment is served',
      });
    });

    test('is taken apart: route response, model of the route, route, integration, model, API', async () => {
      const { page } = tab;
      await open('routes');
      await page.getByRole('link', { name: 'say' }).click();
      await settled(page);
      await press('Delete response $default');
      await confirm('Delete');
      const RouteId = page.url().split('/').at(-1)!;
      const read = () => client().send(new GetRouteCommand({ ApiId, RouteId }));
      expect((await read()).RouteResponseSelectionExpression).toBeUndefined();

      await page
        .getByRole('region', { name: 'Route', exact: true })
        .getByRole('button', { name: 'Edit' })
        .click();
      await press('Remove $default');
      await review('Change');
      expect((await read()).RequestModels).toBeUndefined();

      await press('Delete route');
      await confirm('Delete');
      await open('integrations');
      await page.getByRole('region', { name: 'Integrations' }).getByRole('link').click();
      await settled(page);
      const IntegrationId = page.url().split('/').at(-1)!;
      await press('Delete response $default');
      await confirm('Delete');
      const responses = await client().send(new GetIntegrationResponsesCommand({ ApiId, IntegrationId }));
      expect(responses.Items).toEqual([]);
      await press('Delete integration');
      await confirm('Delete');
      await open('models');
      await press('Delete model Said');
      await confirm('Delete');
      expect((await client().send(new GetRoutesCommand({ ApiId }))).Items).toEqual([]);
      expect((await client().send(new GetIntegrationsCommand({ ApiId }))).Items).toEqual([]);
      expect((await client().send(new GetModelsCommand({ ApiId }))).Items).toEqual([]);
      await deleteApi('chat by hand');
    });
  });

  describe('an HTTP API', () => {
    const operation = (path: string) => ({
      get: {
        responses: { default: { description: 'what the backend says' } },
        'x-amazon-apigateway-integration': {
          type: 'http_proxy',
          httpMethod: 'GET',
          uri: `${upstream.url}${path}`,
          payloadFormatVersion: '1.0',
        },
      },
    });
    const document = (...paths: readonly string[]) => ({
      openapi: '3.0.1',
      info: { title: 'orders by hand', version: '1' },
      paths: Object.fromEntries(paths.map((path) => [path, operation(path)])),
    });
    const routeKeys = async () => {
      const { Items = [] } = await client().send(new GetRoutesCommand({ ApiId }));
      return Items.map(({ RouteKey }) => RouteKey).sort();
    };

    test('is imported, and gets a stage that deploys itself', async () => {
      await choose('/apis/import', document('/orders'));
      await tab.page.getByRole('radio', { name: /^HTTP API/ }).check();
      await press('Review import');
      await confirm('Import');
      await tab.page.getByText(/is imported/).waitFor();
      ApiId = (await apiNamed('orders by hand'))!;
      await open('stages');
      await press('Create stage');
      await field('Name').fill('$default');
      await tab.page.getByRole('checkbox', { name: /^Deploys itself/ }).check();
      await review('Create');
      await waitFor(async () => (await tollgate.invoke(ApiId, '/orders')).status === 200);
    });

    test('maps a header on the way to its backend, and the response on the way back', async () => {
      await open('integrations');
      await press(/^Edit integration/);
      await press('Add a request parameter');
      await field('To 1 of Request parameters').fill('append:header.x-by-hand');
      await field('From 1 of Request parameters').fill('$request.querystring.who');
      await field('Status of other mappings').fill('200');
      await press('Add a status');
      await press('Add a mapping of 200');
      await field('To 1 of Mappings of 200').fill('overwrite:statuscode');
      await field('From 1 of Mappings of 200').fill('202');
      expect(await review('Change')).toContain('Request parameters append:header.x-by-hand');
      await waitFor(async () => (await tollgate.invoke(ApiId, '/orders?who=ada')).status === 202);
      expect(upstream.seen.at(-1)!.headers['x-by-hand']).toBe('ada');
    });

    test('is imported into: what the document has not is lost', async () => {
      await choose(`/apis/import?into=${ApiId}&kind=http`, document('/orders', '/parcels'));
      await press('Review import');
      await tab.page.getByText(/has now and the document has not is lost/).waitFor();
      await confirm('Import');
      await tab.page.getByText(/is imported/).waitFor();
      expect(await routeKeys()).toEqual(['GET /orders', 'GET /parcels']);
      await waitFor(async () => (await tollgate.invoke(ApiId, '/parcels')).status === 200);
      expect((await tollgate.invoke(ApiId, '/orders')).status).toBe(200);
    });

    test('gets a tag, and loses it', async () => {
      const tags = async () => (await client().send(new GetApiCommand({ ApiId }))).Tags ?? {};
      await open('settings');
      await press('Add a tag');
      await field('Key 1 of Keys and values').fill('team');
      await field('Value 1 of Keys and values').fill('orders');
      await press('Review changes');
      await confirm('Save');
      expect(await tags()).toEqual({ team: 'orders' });
      await press('Remove team');
      await press('Review changes');
      await confirm('Save');
      expect(await tags()).toEqual({});
    });

    test('keeps what was typed where the service refuses it, and is deleted', async () => {
      await open('integrations');
      await press(/^Edit integration/);
      await press('Add a request parameter');
      await field('To 1 of Request parameters').fill('append:header.authorization');
      await field('From 1 of Request parameters').fill('elsewhere');
      await press('Review');
      await press('Change');
      await tab.page.getByText('BadRequestException').waitFor();
      await press('Cancel');
      expect(await field('To 1 of Request parameters').inputValue()).toBe('append:header.authorization');
      await press('Cancel');
      await deleteApi('orders by hand');
    });
  });
});
