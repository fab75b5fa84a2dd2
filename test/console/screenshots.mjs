// `npm run console:screenshots -- [FOLDER [PAGE...]]`: every page of the console, or those that are named, at
// 1280 and 390 px, light and dark, as PNG files, from a whole installation with something on each page.
// With --docs: the pictures of docs/CONSOLE.md.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openConsole } from '../support/console-tab.ts';
import { startInstallation } from '../support/installation.ts';
import { allPages } from './all-pages.ts';
import { makeDemo } from './demo.ts';

const [first, ...names] = process.argv.slice(2);
const isForDocs = first === '--docs';
const folder = isForDocs ? 'docs/images/console' : (first ?? '.tollgate/console-screenshots');
const isWanted = (name) => names.length === 0 || names.includes(name);

await mkdir(folder, { recursive: true });
const tollgate = await startInstallation({
  env: { TOLLGATE_EXECUTE_API_URL: 'http://{apiId}.execute-api.localhost:8080' },
});
const keys = {
  accessKeyId: tollgate.awsEnvironment.AWS_ACCESS_KEY_ID,
  secretAccessKey: tollgate.awsEnvironment.AWS_SECRET_ACCESS_KEY,
};
try {
  const demo = await makeDemo(tollgate);
  await (isForDocs ? takeForDocs(demo) : takeAll(demo));
  console.log(`screenshots are in ${folder}`);
} finally {
  await tollgate.close();
}

/** Opens the console, signs in, and lets `act` look. */
async function withTab(options, act) {
  const tab = await openConsole({ url: tollgate.controlPlaneUrl, ...options });
  try {
    await act(tab);
    for (const error of tab.errors) console.error(error);
  } finally {
    await tab.close();
  }
}

async function takeAll(demo) {
  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark']) {
      await withTab({ width, colorScheme }, async (tab) => {
        const take = (name) =>
          tab.page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
        if (isWanted('sign-in')) await take('sign-in');
        await tab.signIn(keys);
        for (const { name, path } of allPages(demo).filter((page) => isWanted(page.name))) {
          await tab.goTo(path);
          await take(name);
        }
      });
    }
  }
}

async function takeForDocs(demo) {
  const stage = `/apis/${demo.restApiId}/stages/prod`;
  const pages = [
    ['stage', stage],
    ['usage', `/usage-plans/${demo.usagePlanId}`],
    ['explain', `/explain?requestId=${demo.refusedRequestId}`],
  ];
  await withTab({ width: 1280, height: 800 }, async (tab) => {
    const take = (name) => tab.page.screenshot({ path: join(folder, `${name}.png`) });
    await tab.signIn(keys);
    for (const [name, path] of pages) {
      await tab.goTo(path);
      await take(name);
    }
    await tab.goTo(stage);
    await tab.page.getByRole('button', { name: 'Roll back' }).first().click();
    await tab.page.getByRole('dialog').waitFor();
    await take('roll-back');
    await tab.page.getByRole('button', { name: 'Cancel' }).click();
    await tab.goTo('/');
    // Gateways hand their counts up every few seconds.
    await tab.page.getByText('half of them in').waitFor();
    await tab.page.getByText('curl http').waitFor();
    await take('overview');
  });
}
