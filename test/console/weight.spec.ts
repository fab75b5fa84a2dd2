import { ImportApiKeysCommand } from '@aws-sdk/client-api-gateway';
import type { CDPSession } from 'playwright-core';
import { waitFor } from '#libs/testing';
import { hasChromium } from '../support/chromium.js';
import { openConsole, type ConsoleTab } from '../support/console-tab.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { allPages } from './all-pages.js';
import { makeDemo, type Demo } from './demo.js';

// What the console weighs: on the way to the browser, and in it after long use.
/** Pages of the console itself, scripts, styles, icon; answers of the control plane are not of them. */
const filesMax = 40;
/** Times that all pages are gone round, once for each figure that is compared. */
const rounds = 2;
/** Nodes that may be there more after so many rounds: what pages differ by from look to look. */
const nodesMax = 400;
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

  test('the first view is few files, less than 250 KB of script, compressed', async () => {
    const session = await tab.page.context().newCDPSession(tab.page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    const files = new Map<string, { readonly type: string; readonly encoding: string }>();
    const bytes = { script: 0, all: 0 };
    session.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type === 'Fetch' || type === 'XHR' || type === 'Preflight') return;
      files.set(requestId, { type, encoding: response.headers['content-encoding'] ?? 'none' });
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const file = files.get(requestId);
      if (file) bytes.all += encodedDataLength;
      if (file?.type === 'Script') bytes.script += encodedDataLength;
    });
    await tab.page.reload({ waitUntil: 'networkidle' });
    await tab.signIn({
      accessKeyId: tollgate.awsEnvironment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: tollgate.awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
    });
    await tab.goTo('/');
    const scripts = [...files.values()].filter(({ type }) => type === 'Script');
    expect(scripts.length).toBeGreaterThan(2);
    expect(scripts.filter(({ encoding }) => encoding === 'none')).toEqual([]);
    expect(bytes.script).toBeLessThan(250 * 1024);
    expect(bytes.all).toBeLessThan(300 * 1024);
    expect(files.size).toBeLessThan(filesMax);
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
      { describe: 'the end of the list is reached', timeoutMs: 120_000 },
    );
    expect(await drawn()).toBeLessThan(100);
  });

  // What pages have read is kept for five minutes, so the heap grows until all of it is there; what is drawn
  // is not. Nodes that a page leaves behind are counted, and take what hangs on them along.
  describe('going round all pages again and again', () => {
    let session: CDPSession;
    const kept = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Memory.getDOMCounters')).nodes;
    };
    const goRound = async () => {
      for (const { path } of allPages(demo)) await tab.goTo(path);
      await tab.goTo('/');
    };
    /** By how many nodes there are more after doing something as often as there are rounds. */
    const growth = async (act: () => Promise<void>): Promise<number> => {
      const before = await kept();
      for (let round = 0; round < rounds; round += 1) await act();
      return (await kept()) - before;
    };
    beforeAll(async () => {
      session = await tab.page.context().newCDPSession(tab.page);
      // What is made once is made.
      for (let round = 0; round < 2; round += 1) await goRound();
    });

    test('keeps no more of them', async () => {
      expect(await growth(goRound)).toBeLessThan(nodesMax);
    });

    test('would be noticed to keep the nodes of one page at each visit', async () => {
      const keep = `(window.keptPages ??= []).push(document.querySelector('main').cloneNode(true))`;
      const grown = await growth(async () => {
        await tab.goTo(`/usage-plans/${demo.usagePlanId}`);
        await tab.page.evaluate(keep);
        await tab.goTo('/');
      });
      expect(grown).toBeGreaterThan(nodesMax);
    });
  });
});
