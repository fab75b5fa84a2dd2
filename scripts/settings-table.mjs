// Writes the README's table of settings from the schemas that the apps read their environment with. With
// --check it writes nothing and exits 1 when the table in the README is another.
import { readFile, writeFile } from 'node:fs/promises';
import { ensureReady } from './ensure-ready.mjs';

await ensureReady();
const load = (app) => import(`../dist/apps/${app}/src/config.js`);
const { describeConfig } = await import('../dist/libs/config/src/index.js');
const schemas = {
  'npm start': (await load('launcher')).launcherConfig,
  'control plane': (await load('control-plane')).controlPlaneConfig,
  'compiler worker': (await load('compiler-worker')).compilerWorkerConfig,
  gateway: (await load('gateway')).gatewayConfig,
  'function host': (await load('function-host')).functionHostConfig,
};

/**
 * One row per variable: read by several processes, it is described as the first of them does, and lists them
 * all.
 */
const rows = new Map();
for (const [process, schema] of Object.entries(schemas)) {
  for (const row of describeConfig(schema)) {
    const known = rows.get(row.name);
    if (known) known.readBy.push(process);
    else rows.set(row.name, { ...row, readBy: [process] });
  }
}
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
const lines = [...rows.values()].map(
  (row) =>
    `| \`${row.name}\` | ${row.default === '' ? '' : `\`${row.default}\``} | ${cell(row.bounds)} | ${cell(row.description)} | ${row.readBy.join(', ')} |`,
);
const table = [
  '| variable | default | allowed | what it is | read by |',
  '| --- | --- | --- | --- | --- |',
  ...lines,
];

const [begin, end] = ['<!-- settings: written by npm run settings -->', '<!-- end of settings -->'];
const readme = await readFile('README.md', 'utf8');
const [before, rest] = readme.split(begin);
const after = rest?.split(end)[1];
if (after === undefined) {
  console.error(`README.md has no lines "${begin}" and "${end}"`);
  process.exit(1);
}
const wanted = `${before}${begin}\n\n${table.join('\n')}\n\n${end}${after}`;
if (wanted === readme) process.exit(0);
if (process.argv.includes('--check')) {
  console.error('the table of settings in README.md is not what the schemas say; run npm run settings');
  process.exit(1);
}
await writeFile('README.md', wanted);
