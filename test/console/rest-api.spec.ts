import { hasChromium } from '../support/chromium.js';
import { openConsole, type ConsoleTab } from '../support/console-tab.js';
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
});
