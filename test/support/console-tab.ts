import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { waitFor } from '#libs/testing';
import { chromiumPath } from './chromium.js';

/** Where the control plane serves the console. */
export const consolePath = '/_tollgate/console';

export interface ConsoleOptions {
  /** The control plane's address. */
  readonly url: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/** A browser with the console in it, and what went wrong in its pages. */
export interface ConsoleTab {
  readonly page: Page;
  /** Errors that scripts did not catch, and those of the browser's console: what the policy kept out, too. */
  readonly errors: string[];
  /** Signs in by typing keys. */
  signIn(keys: { readonly accessKeyId: string; readonly secretAccessKey: string }): Promise<void>;
  /** Goes to a page of the console by its path, such as `/apis`, and waits until it has what it shows. */
  goTo(path: string): Promise<void>;
  /** What axe finds serious or critical on the page, a line each. */
  violations(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Starts Chromium (`hasChromium` says whether it can) with the console's door before it. */
export async function openConsole(options: ConsoleOptions): Promise<ConsoleTab> {
  const { url, colorScheme = 'light', width = 1280, height = 900 } = options;
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath(),
    // It cannot keep renderers apart as root, nor in a container; the pages are ours.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  watchCalls(page);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });
  await page.goto(`${url}${consolePath}/`);
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return {
    page,
    errors,
    async signIn({ accessKeyId, secretAccessKey }) {
      await page.getByLabel('Access key ID').fill(accessKeyId);
      await page.getByLabel('Secret access key').fill(secretAccessKey);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('navigation', { name: 'Main' }).waitFor();
    },
    async goTo(path) {
      // As a link does: the session is the page's, and loading it anew is a road of its own.
      const to = JSON.stringify(`${consolePath}${path}`);
      await page.evaluate(`history.pushState(null, '', ${to}); dispatchEvent(new PopStateEvent('popstate'))`);
      await settled(page);
    },
    async violations() {
      await page.evaluate(axe);
      const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
        );
    },
    close: () => browser.close(),
  };
}

/** Two frames: what was set before the first is drawn at the second. */
const frames = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))`;

/** Waits until nothing of the page is loading: nothing is under way and nothing busy, for several frames. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  let quiet = 0;
  // Not by waitForFunction, which evaluates text in the page, as its policy forbids.
  await waitFor(
    async () => {
      await page.evaluate(frames);
      const isBusy = (await page.locator('[aria-busy="true"]').count()) > 0 || underWay(page) > 0;
      quiet = isBusy ? 0 : quiet + 1;
      return quiet > 5;
    },
    { describe: 'the page has loaded' },
  );
}

const calls = new WeakMap<Page, Set<unknown>>();

/** Counts a page's requests that have no end yet. */
function watchCalls(page: Page): void {
  const open = new Set<unknown>();
  calls.set(page, open);
  page.on('request', (request) => open.add(request));
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
}

const underWay = (page: Page): number => calls.get(page)?.size ?? 0;

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact?: string | null;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}
