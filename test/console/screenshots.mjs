// `npm run console:screenshots -- [FOLDER [PAGE...]]`: every page of the console, or those that are named, at
// 1280 and 390 px, light and dark, as PNG files, from a whole installation with something on each page.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openConsole } from '../support/console-tab.ts';
import { startInstallation } from '../support/installation.ts';
import { allPages } from './all-pages.ts';
import { makeDemo } from './demo.ts';

const [folder = '.tollgate/console-screenshots', ...names] = process.argv.slice(2);
const isWanted = (name) => names.length === 0 || names.includes(name);
await mkdir(folder, { recursive: true });
const tollgate = await startInstallation();
try {
  const demo = await makeDemo(tollgate);
  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark']) {
      const tab = await openConsole({ url: tollgate.controlPlaneUrl, width, colorScheme });
      const take = (name) =>
        tab.page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      try {
        if (isWanted('sign-in')) await take('sign-in');
        await tab.signIn({
          accessKeyId: tollgate.awsEnvironment.AWS_ACCESS_KEY_ID,
          secretAccessKey: tollgate.awsEnvironment.AWS_SECRET_ACCESS_KEY,
        });
        for (const { name, path } of allPages(demo).filter((page) => isWanted(page.name))) {
          await tab.goTo(path);
          await take(name);
        }
        for (const error of tab.errors) console.error(error);
      } finally {
        await tab.close();
      }
    }
  }
  console.log(`screenshots are in ${folder}`);
} finally {
  await tollgate.close();
}
