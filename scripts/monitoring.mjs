// Writes docs/monitoring from the metric table: the Grafana dashboard, the alert rules, the list of metrics.
// With --check it writes nothing and exits 1 when a file is another. Either way it exits 1 when the dashboard
// or a rule names a metric or a label that there is not, or where promtool, if there is one, does not take
// them.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { ensureReady } from './ensure-ready.mjs';
import { alerts } from './monitoring/alerts.mjs';
import { dashboardOf } from './monitoring/dashboard.mjs';
import { unknownNames } from './monitoring/expressions.mjs';
import { metricsPage } from './monitoring/metrics-page.mjs';

await ensureReady();
const { metricTable, prometheusTable: table } = await import('../dist/libs/metrics/src/index.js');

const register = new Registry();
collectDefaultMetrics({ register });
const known = { table, processMetrics: register.getMetricsAsArray().map(({ name }) => name) };
const dashboard = dashboardOf(table);
const named = [
  ...dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr])),
  ...alerts.groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => [alert, expr])),
];
const wrong = named.flatMap(([where, expr]) => {
  const unknown = unknownNames(expr, known);
  return unknown.length > 0 ? [`${where} names ${unknown.join(', ')}, which there is not: ${expr}`] : [];
});

const madeBy = 'Written by `npm run monitoring` from the metric table';
const files = {
  'dashboard.json': `${JSON.stringify(dashboard, null, 2)}\n`,
  'alerts.yml': `# ${madeBy}; CI fails when it is stale.\n${dump(alerts, { lineWidth: -1, quotingType: "'" })}`,
  'METRICS.md': metricsPage({ metricTable, prometheusTable: table, madeBy }),
};
const folder = new URL('../docs/monitoring/', import.meta.url);
const check = process.argv.includes('--check');
const stale = [];
if (!check) await mkdir(folder, { recursive: true });
for (const [name, content] of Object.entries(files)) {
  const file = new URL(name, folder);
  if (!check) await writeFile(file, content);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== content) stale.push(`docs/monitoring/${name}`);
}
if (stale.length > 0) wrong.push(`${stale.join(', ')} is stale: run npm run monitoring`);
wrong.push(...(await promtoolProblems()));
if (wrong.length > 0) {
  process.stderr.write(`${wrong.join('\n')}\n`);
  process.exitCode = 1;
}

/** Whether Prometheus' own parser takes rules and panels, these without Grafana's variables. */
async function promtoolProblems() {
  if (spawnSync('promtool', ['--version']).status !== 0) return [];
  const set = (expr) => expr.replaceAll('$__rate_interval', '5m').replaceAll(/\$(api|stage)/g, '.*');
  const panels = named.map(([, expr], index) => ({ record: `expression:${index}`, expr: set(expr) }));
  const temporary = await mkdtemp(join(tmpdir(), 'tollgate-rules-'));
  const file = join(temporary, 'rules.yml');
  await writeFile(file, dump({ groups: [...alerts.groups, { name: 'panels', rules: panels }] }));
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8' });
  await rm(temporary, { recursive: true });
  return status === 0 ? [] : [`promtool: ${stdout}${stderr}`];
}
