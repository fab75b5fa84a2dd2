import { ImportApiKeysCommand } from '@aws-sdk/client-api-gateway';
import { waitFor } from '#libs/testing';
import { hasChromium } from '../support/chromium.js';
import { openConsole, type ConsoleTab } from '../support/console-tab.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { allPages } from './all-pages.js';
import { makeDemo, type Demo } from './demo.js';

// What the console weighs: on the way to the browser, and in it after long use.
let tollgate: Installation;
let demo: Demo;
let tab: ConsoleTab;
const suite = hasChromium() ? describe : describe.skip;

suite('the weight of the console', () => {
  beforeAll(async () => {
    tollgate = await startInstallation();
    demo = await makeDemo(tollgate);
    tab = await openConsole({ url: tollgate.controlPlaneUrl });
  });
  afterAll(async () => {
    await tab?.close();
    await tollgate?.close();
  });

  test('the first view has less than 250 KB of script on the wire, and says it is compressed', async () => {
    const session = await tab.page.context().newCDPSession(tab.page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    const scripts = new Map<string, string>();
    let bytes = 0;
    session.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type === 'Script') scripts.set(requestId, response.headers['content-encoding'] ?? 'none');
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await tab.page.reload({ waitUntil: 'networkidle' });
    await tab.signIn({
      accessKeyId: tollgate.awsEnvironment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: tollgate.awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
    });
    await tab.goTo('/');
    expect(scripts.size).toBeGreaterThan(2);
    expect([...new Set(scripts.values())].filter((encoding) => encoding === 'none')).toEqual([]);
    expect(bytes).toBeLessThan(250 * 1024);
  });

  test('of twelve hundred keys those in sight are drawn, and the last one is found at the end', async () => {
    const names = Array.from({ length: 1_200 }, (_, index) => `many-${String(index).padStart(4, '0')}`);
    const lines = ['name,key,description,enabled,usageplanIds'];
    for (const name of names) lines.push(`${name},${name}-0123456789abcdefghij,,true,`);
    await tollgate.client.send(
      new ImportApiKeysCommand({ body: Buffer.from(lines.join('\n')), format: 'csv', failOnWarnings: true }),
    );
    await tab.goTo('/api-keys');
    await tab.page.getByLabel('Name begins with').fill('many-');
    const list = tab.page.getByRole('region', { name: 'API keys' });
    await list
      .getByRole('link', { name: /^many-/ })
      .first()
      .waitFor();
    const drawn = () => list.locator('tbody tr').count();
    expect(await drawn()).toBeLessThan(100);
    await list.hover();
    await waitFor(
      async () => {
        await tab.page.mouse.wheel(0, 100_000);
        return (await list.getByRole('link', { name: names.at(-1), exact: true }).count()) === 1;
      },
      { describe: 'the end of the list is reached', timeoutMs: 30_000 },
    );
    expect(await drawn()).toBeLessThan(100);
  });

  test('going round all pages again and again keeps no more of them', async () => {
    const session = await tab.page.context().newCDPSession(tab.page);
    const heap = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
    const sizes: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      for (const { path } of allPages(demo)) await tab.goTo(path);
      await tab.goTo('/');
      sizes.push(await heap());
    }
    // What is kept of each page for a while has been kept by the third round.
    expect(sizes.at(-1)! / sizes[2]!).toBeLessThan(1.3);
  });
});
