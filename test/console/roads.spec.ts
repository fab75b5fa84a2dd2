import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { makeTestCertificate, waitFor } from '#libs/testing';
import { hasChromium } from '../support/chromium.js';
import { openConsole, settled, type ConsoleTab } from '../support/console-tab.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { keysOfReader, petstoreOfMocks } from './road-fixtures.js';

// The roads that operators go, each from where the one before it ended: an imported API is deployed, called,
// looked at, metered, changed, rolled back and tried as a canary.
let tollgate: Installation;
let tab: ConsoleTab;
let apiId: string;
const suite = hasChromium() ? describe : describe.skip;

suite('roads through the console', () => {
  const rootKeys = () => ({
    accessKeyId: tollgate.awsEnvironment['AWS_ACCESS_KEY_ID']!,
    secretAccessKey: tollgate.awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
  });
  beforeAll(async () => {
    tollgate = await startInstallation();
    tab = await openConsole({ url: tollgate.controlPlaneUrl });
    await tab.signIn(rootKeys());
  });
  afterAll(async () => {
    await tab?.close();
    await tollgate?.close();
  });

  const press = (name: string | RegExp) => tab.page.getByRole('button', { name, exact: true }).last().click();
  // What one test leaves open is in no other's way.
  beforeEach(() => tab.page.reload().then(() => settled(tab.page)));
  /** The dialog of a review, once it is there. */
  const review = async () => {
    const changes = tab.page.getByRole('table', { name: 'What will change' });
    await changes.waitFor();
    return changes;
  };
  const confirm = async (name: string) => {
    const changes = await review();
    await press(name);
    await changes.waitFor({ state: 'detached' });
  };
  const stage = () => `/apis/${apiId}/stages/prod`;
  const call = (path: string, headers: Record<string, string> = {}) =>
    tollgate.invoke(apiId, path, { headers });

  test('petstore is imported', async () => {
    await tab.goTo('/apis/import');
    const buffer = Buffer.from(JSON.stringify(await petstoreOfMocks()));
    const chooser = tab.page.waitForEvent('filechooser');
    await press(/Choose/);
    await (await chooser).setFiles({ name: 'petstore.json', mimeType: 'application/json', buffer });
    await press('Review import');
    await confirm('Import');
    await tab.page.getByText(/is imported/).waitFor();
    const { items = [] } = await tollgate.client.send(new GetRestApisCommand({}));
    apiId = items[0]!.id!;
  });

  test('it is deployed to a new stage, which answers', async () => {
    await tab.goTo(`/apis/${apiId}/deployments`);
    await press('Deploy');
    await tab.page.locator('input[name=stageName]').fill('prod');
    await press('Show what changes');
    await confirm('Deploy');
    await waitFor(async () => (await call('/prod/pet/findByStatus')).status === 200);
  });

  test('what was changed since is shown before it is deployed', async () => {
    await tab.goTo(`/apis/${apiId}/resources`);
    await tab.page.getByRole('tree').waitFor();
    await press('Create resource');
    await tab.page.getByLabel('Path part').fill('more');
    await press('Review');
    await confirm('Create');
    await tab.page.getByRole('heading', { name: '/more' }).waitFor();
    await press('Add method');
    await tab.page.getByRole('combobox', { name: 'Integration type' }).click();
    await tab.page.getByRole('option', { name: /^Mock/ }).click();
    await press('Review');
    await confirm('Create');
    await tab.goTo(stage());
    await press('Deploy this');
    expect(await (await review()).innerText()).toContain('/more');
    await confirm('Deploy');
    await waitFor(async () => (await call('/prod/more')).status === 200);
  });

  test('a stage is rolled back by one press, and the diff is shown first', async () => {
    await tab.goTo(stage());
    await press('Roll back');
    expect(await (await review()).innerText()).toContain('/more');
    await confirm('Roll back');
    await waitFor(async () => (await call('/prod/more')).status === 403);
    await tab.goTo(stage());
    await press('Deploy this');
    await confirm('Deploy');
  });

  test('a refused request is explained by its id', async () => {
    const refused = await call('/prod/nowhere');
    expect(refused.status).toBe(403);
    const id = refused.headers.get('x-amzn-requestid')!;
    await waitFor(async () => (await tollgate.signedGet(`/_tollgate/v1/requests/${id}`)).status === 200);
    await tab.goTo('/explain');
    await tab.page.getByLabel('Request ID').fill(id);
    await press('Explain');
    await tab.page.getByText('What to look at:').waitFor();
    expect(await tab.page.getByRole('main').innerText()).toContain('Refused with 403');
  });

  test('logs are switched on, and show the next request; so do metrics', async () => {
    await tab.goTo(stage());
    await press('Edit settings');
    await tab.page.getByLabel('Execution log').selectOption('INFO');
    await press('Review');
    await confirm('Change');
    await waitFor(
      async () => {
        await (await call('/prod/more')).text();
        await tab.goTo('/gateways');
        await tab.goTo('/logs');
        return (await tab.page.getByText('No log group yet').count()) === 0;
      },
      { describe: 'a log group is there' },
    );
    await tab.page
      .getByText(/Method completed with status: 200/)
      .first()
      .waitFor();
    await tab.goTo('/metrics');
    // Asked for every 15 s, and counted up within 20.
    await tab.page
      .getByText(/^[1-9]\d* requests$/)
      .first()
      .waitFor();
  });

  test('a canary gets its share, and is promoted', async () => {
    await tab.goTo(stage());
    await press('Deploy');
    await tab.page.locator('input[name=percentTraffic]').fill('50');
    await press('Show what changes');
    await confirm('Deploy');
    await tab.page.getByRole('slider', { name: 'Percent of the traffic' }).waitFor();
    await press('Promote');
    await confirm('Promote');
    await tab.page.getByText('None. Deploy with a percentage').waitFor();
  });

  test('a certificate is imported from its files', async () => {
    const { certificate, privateKey } = await makeTestCertificate({ names: ['api.example.com'] });
    await tab.goTo('/certificates');
    await press('Import');
    await tab.page.getByRole('textbox', { name: 'Certificate' }).fill(certificate);
    await tab.page.getByRole('textbox', { name: 'Private key' }).fill(privateKey);
    await press('Review');
    await confirm('Import');
    await tab.page.getByText('api.example.com').first().waitFor();
  });

  test('who may only look is refused in the words of the service, and nothing is changed', async () => {
    const other = await openConsole({ url: tollgate.controlPlaneUrl });
    try {
      await other.signIn(await keysOfReader(tollgate));
      await other.goTo(stage());
      await other.page.getByRole('button', { name: 'Delete', exact: true }).click();
      await other.page.getByRole('button', { name: 'Delete', exact: true }).last().click();
      await other.page.getByText(/is not authorized to perform: apigateway:DELETE/).waitFor();
      expect(await other.page.getByRole('alert').last().innerText()).toContain(
        'Your policies do not allow this',
      );
    } finally {
      await other.close();
    }
    expect((await call('/prod/pet/findByStatus')).status).toBe(200);
  });

  test('a page says that the control plane is away, and goes on when it is back', async () => {
    await tab.goTo('/gateways');
    await tollgate.controlPlane.kill();
    await tab.page.getByText('The control plane does not answer').first().waitFor();
    await tollgate.controlPlane.start();
    await tab.page.getByText('The control plane does not answer').first().waitFor({ state: 'detached' });
  });

  test('a session that ended is followed by another, and what was typed is there', async () => {
    await tab.goTo('/api-keys');
    await press('Create API key');
    const name = tab.page.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill('typed before');
    // As the control plane says of a token whose time is over.
    await tab.page.route('**/apikeys*', (route) =>
      route.fulfill({
        status: 403,
        headers: { 'x-amzn-errortype': 'ExpiredTokenException', 'content-type': 'application/json' },
        body: '{"message":"The security token included in the request is expired"}',
      }),
    );
    await press('Review');
    await review();
    await press('Create');
    await tab.page.getByText('Your session has ended').waitFor();
    await tab.page.unroute('**/apikeys*');
    const { accessKeyId, secretAccessKey } = rootKeys();
    await tab.page.getByLabel('Access key ID').fill(accessKeyId);
    await tab.page.getByLabel('Secret access key').fill(secretAccessKey);
    await press('Sign in');
    await tab.page.getByText('Your session has ended').waitFor({ state: 'detached' });
    await confirm('Create');
    await tab.page.getByRole('link', { name: 'typed before' }).waitFor();
  });
});
