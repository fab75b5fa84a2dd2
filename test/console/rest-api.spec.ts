import { GetAuthorizersCommand, GetModelsCommand, GetResourcesCommand } from '@aws-sdk/client-api-gateway';
import { hasChromium } from '../support/chromium.js';
import { openConsole, settled, type ConsoleTab } from '../support/console-tab.js';
import { createApi, createResource } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// A REST API made, changed, tested and deleted by hand, as a newcomer does it: every change by its review.
let tollgate: Installation;
let tab: ConsoleTab;
const suite = hasChromium() ? describe : describe.skip;

suite('a REST API in the console', () => {
  beforeAll(async () => {
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
  });

  const press = (name: string) => tab.page.getByRole('button', { name, exact: true }).last().click();
  /** Looks at what will change, does it, and waits until the review is gone. */
  const confirm = async (name: string) => {
    const changes = tab.page.getByRole('table', { name: 'What will change' });
    await changes.waitFor();
    await press(name);
    await changes.waitFor({ state: 'detached' });
  };
  const choose = async (label: string, option: RegExp) => {
    await tab.page.getByRole('combobox', { name: label }).click();
    await tab.page.getByRole('option', { name: option }).click();
  };

  test('it is created, gets a resource and a method, is tested, changed and deleted', async () => {
    const { page } = tab;
    await tab.goTo('/apis/new');
    await page.getByLabel('Name').fill('by hand');
    await press('Review');
    await confirm('Create');
    await page.getByRole('tree').waitFor();

    await press('Create resource');
    await page.getByLabel('Path part').fill('{petId}');
    await press('Review');
    await confirm('Create');
    await page.getByRole('heading', { name: '/{petId}' }).waitFor();

    await press('Add method');
    await choose('Integration type', /^Mock/);
    await press('Review');
    await confirm('Create');
    await page.getByRole('heading', { name: 'GET /{petId}' }).waitFor();

    await page.getByRole('tab', { name: 'Test' }).click();
    await page.getByLabel('{petId} in the path').fill('7');
    await press('Test');
    const outcome = page.getByRole('region', { name: 'What came of the test' });
    await outcome.waitFor();
    expect(await outcome.innerText()).toContain('200');

    // One that is declared already must not be put again: the service refuses that.
    await page.getByRole('treeitem', { name: '/{petId}' }).click();
    await press('More');
    await page.getByRole('menuitem', { name: 'Enable CORS' }).click();
    await press('Review');
    await confirm('Enable CORS');
    await page.getByRole('treeitem', { name: 'OPTIONS' }).waitFor();

    // By keyboard alone: up to the root, and down to the method.
    await page.getByRole('tree').focus();
    for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('heading', { name: 'GET /{petId}' }).waitFor();

    await tab.goTo('/apis');
    await press('Actions on by hand');
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await confirm('Delete');
    await page.getByText('by hand').waitFor({ state: 'detached' });
  });

  test('documents go into it, and its models and authorizers are made and deleted', async () => {
    const { page } = tab;
    const { restApiId, rootId } = await createApi(tollgate.client, 'shelf');
    await createResource(tollgate.client, restApiId, rootId, 'old');
    // It is new to the page, too.
    await page.reload().then(() => settled(page));
    const paths = async () => {
      const { items = [] } = await tollgate.client.send(new GetResourcesCommand({ restApiId }));
      return items.map(({ path }) => path).sort();
    };
    const bring = async (path: string) => {
      await tab.goTo('/apis');
      await press('Actions on shelf');
      await page.getByRole('menuitem', { name: 'Import into it' }).click();
      await page.getByText('Drop an OpenAPI document here').waitFor();
      const document = { openapi: '3.0.1', info: { title: 'shelf', version: '1' }, paths: { [path]: {} } };
      const buffer = Buffer.from(JSON.stringify(document));
      const chooser = page.waitForEvent('filechooser');
      await press('Choose a file');
      await (await chooser).setFiles({ name: 'shelf.json', mimeType: 'application/json', buffer });
      await page.getByText('What is there already').waitFor();
    };
    await bring('/new');
    await press('Review import');
    await confirm('Import');
    await page.getByText(/is imported/).waitFor();
    expect(await paths()).toEqual(['/', '/new', '/old']);
    await bring('/newest');
    await choose('What is there already', /^Is replaced/);
    await press('Review import');
    await page.getByText(/has now and the document has not is lost/).waitFor();
    await confirm('Import');
    await page.getByText(/is imported/).waitFor();
    expect(await paths()).toEqual(['/', '/newest']);

    await tab.goTo(`/apis/${restApiId}/models`);
    await press('Create model');
    await page.getByLabel('Name').fill('Book');
    await press('Review');
    await confirm('Create');
    await press('Delete Book');
    await confirm('Delete');
    const models = await tollgate.client.send(new GetModelsCommand({ restApiId }));
    expect((models.items ?? []).map(({ name }) => name)).not.toContain('Book');

    await tab.goTo(`/apis/${restApiId}/authorizers`);
    await press('Create authorizer');
    await page.getByLabel('Name').fill('guard');
    await page
      .getByLabel('Function')
      .fill(
        'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:guard/invocations',
      );
    await page.getByLabel('Identity source').fill('method.request.header.Authorization');
    await press('Review');
    await confirm('Create');
    await press('Delete guard');
    await confirm('Delete');
    await page.getByText('Nobody decides here yet').waitFor();
    const authorizers = await tollgate.client.send(new GetAuthorizersCommand({ restApiId }));
    expect(authorizers.items ?? []).toEqual([]);
  });
});
