import { waitFor } from '#libs/testing';
import { hasChromium } from '../support/chromium.js';
import { consolePath, openConsole, settled, type ConsoleTab } from '../support/console-tab.js';
import { startInstallation, type Installation } from '../support/installation.js';

// The door: who comes in, what the browser keeps, and what happens when a session ends under a page.
let tollgate: Installation;
let tab: ConsoleTab;
const suite = hasChromium() ? describe : describe.skip;

suite('the door of the console', () => {
  beforeAll(async () => {
    tollgate = await startInstallation();
  });
  beforeEach(async () => {
    tab = await openConsole({ url: tollgate.controlPlaneUrl });
  });
  afterEach(() => tab?.close());
  afterAll(() => tollgate?.close());

  const keys = () => ({
    accessKeyId: tollgate.awsEnvironment['AWS_ACCESS_KEY_ID']!,
    secretAccessKey: tollgate.awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
  });
  /** All that the browser keeps for the page, as text; a key is what it says of itself. */
  const kept = () =>
    tab.page.evaluate<string>(`(async () => {
      const stores = [];
      for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((resolve) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
        });
        for (const store of database.objectStoreNames) {
          const rows = await new Promise((resolve) => {
            const request = database.transaction(store).objectStore(store).getAll();
            request.onsuccess = () => resolve(request.result);
          });
          stores.push(...rows.map(({ id, secret }) => ({ id, isKey: secret instanceof CryptoKey, extractable: secret.extractable })));
        }
        database.close();
      }
      return JSON.stringify({ stores, session: { ...sessionStorage }, local: { ...localStorage }, cookie: document.cookie });
    })()`);

  test('keys sign in, the secret is nowhere, and a reload keeps the session', async () => {
    await tab.signIn(keys());
    const { stores, cookie } = JSON.parse(await kept()) as { stores: object[]; cookie: string };
    expect(stores).toEqual([expect.objectContaining({ isKey: true, extractable: false })]);
    expect(cookie).toBe('');
    expect(await kept()).not.toContain(keys().secretAccessKey);
    await tab.page.reload();
    await settled(tab.page);
    expect(await tab.page.getByRole('navigation', { name: 'Main' }).count()).toBe(1);
    expect(tab.errors).toEqual([]);
  });

  test('signing out leaves nothing behind', async () => {
    await tab.signIn(keys());
    await tab.page.getByRole('button', { name: /us-east-1/ }).click();
    await tab.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await tab.page.getByLabel('Access key ID').waitFor();
    expect(JSON.parse(await kept())).toMatchObject({ stores: [], session: {} });
  });

  test('a wrong secret is told in the words of the service', async () => {
    await tab.page.getByLabel('Access key ID').fill(keys().accessKeyId);
    await tab.page.getByLabel('Secret access key').fill('wrong');
    await tab.page.getByRole('button', { name: 'Sign in' }).click();
    const alert = tab.page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('InvalidSignatureException');
  });

  test('a link signs in once, and is out of the address at once', async () => {
    const made = await tollgate.signedCall('POST', '/_tollgate/v1/console/sign-in-links');
    expect(made.status).toBe(201);
    const { token } = (await made.json()) as { token: string };
    const link = `${tollgate.controlPlaneUrl}${consolePath}/#sign-in=${token}`;
    await tab.page.goto('about:blank');
    await tab.page.goto(link);
    await tab.page.getByRole('navigation', { name: 'Main' }).waitFor();
    expect(tab.page.url()).not.toContain(token);
    // The same once more, where somebody is signed in: it is of no use, and does no harm.
    await tab.page.goto(link);
    await waitFor(() => !tab.page.url().includes(token), { describe: 'the token is out of the address' });
    expect(await tab.page.getByRole('navigation', { name: 'Main' }).count()).toBe(1);
    const second = await openConsole({ url: tollgate.controlPlaneUrl });
    try {
      await second.page.goto('about:blank');
      await second.page.goto(link);
      await second.page.getByText('The link did not sign you in').waitFor();
    } finally {
      await second.close();
    }
  });

  test('the door and the first page have no serious fault for who cannot see or use a mouse', async () => {
    expect(await tab.violations()).toEqual([]);
    await tab.signIn(keys());
    await settled(tab.page);
    expect(await tab.violations()).toEqual([]);
  });
});
