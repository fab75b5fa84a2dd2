import { hasChromium } from '../support/chromium.js';
import { openConsole } from '../support/console-tab.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { allPages } from './all-pages.js';
import { makeDemo, type Demo } from './demo.js';

// What holds of all pages alike, in both colours and on a telephone's width.
let tollgate: Installation;
let demo: Demo;
const suite = hasChromium() ? describe : describe.skip;

suite('every page of the console', () => {
  beforeAll(async () => {
    tollgate = await startInstallation();
    demo = await makeDemo(tollgate);
  });
  afterAll(() => tollgate?.close());

  const keys = () => ({
    accessKeyId: tollgate.awsEnvironment['AWS_ACCESS_KEY_ID']!,
    secretAccessKey: tollgate.awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
  });

  test('a link to the stage $default leads to it', async () => {
    const tab = await openConsole({ url: tollgate.controlPlaneUrl });
    try {
      await tab.signIn(keys());
      await tab.goTo(`/v2/${demo.httpApiId}/deployments`);
      await tab.page.getByRole('link', { name: '$default' }).click();
      await tab.page.getByRole('heading', { level: 1, name: '$default' }).waitFor();
    } finally {
      await tab.close();
    }
  });

  test.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 390 },
  ] as const)(
    '%o: no serious fault by axe, nothing wider than the window, no error, no script of others',
    async (look) => {
      const tab = await openConsole({ url: tollgate.controlPlaneUrl, ...look });
      try {
        await tab.signIn(keys());
        const found: string[] = [];
        for (const { name, path } of allPages(demo)) {
          await tab.goTo(path);
          for (const violation of await tab.violations()) found.push(`${name}: ${violation}`);
          const excess = await tab.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
          if (excess > 0) found.push(`${name}: ${excess} px wider than the window`);
          if (await tab.page.evaluate<boolean>('window.wasRun === true'))
            found.push(`${name}: a text was run`);
          if (await tab.page.getByText('There is no such page').count()) found.push(`${name}: no such page`);
          for (const error of tab.errors.splice(0)) found.push(`${name}: ${error}`);
        }
        expect(found).toEqual([]);
      } finally {
        await tab.close();
      }
    },
  );
});
