// Writes docs/COMPATIBILITY.md from the tables of the control plane. With --check it writes nothing and exits
// 1 when the page is another.
import { readFile, writeFile } from 'node:fs/promises';
import { ensureReady } from './ensure-ready.mjs';

await ensureReady();
const { renderCompatibility } =
  await import('../dist/apps/control-plane/src/management/compatibility/render-compatibility.js');

const page = 'docs/COMPATIBILITY.md';
const wanted = renderCompatibility();
const present = await readFile(page, 'utf8').catch((error) => {
  if (error.code !== 'ENOENT') throw error;
  return '';
});
if (wanted === present) process.exit(0);
if (process.argv.includes('--check')) {
  console.error(`${page} is not what the tables say; run npm run compatibility`);
  process.exit(1);
}
await writeFile(page, wanted);
