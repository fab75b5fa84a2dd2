// The Grafana dashboard: a row per kind of question, a panel per metric of the table.
import { expressionsOf } from './expressions.mjs';

const rows = [
  [
    'Requests',
    ({ by, labels }, name) =>
      by === 'gateway' && labels.includes('stage') && !labels.includes('resource') && !isOfWebSockets(name),
  ],
  ['WebSocket connections', (_, name) => isOfWebSockets(name)],
  ['Refusals', (_, name) => name === 'tollgate_refusals_total'],
  ['Methods with detailed metrics', ({ labels }) => labels.includes('resource')],
  ['API keys', ({ labels }) => labels.includes('api_key_id')],
  ['Gateways', ({ by }) => by === 'gateway'],
  ['Control plane', ({ by }) => by.startsWith('control-plane')],
  ['Worker', ({ by }) => by === 'worker'],
];

const isOfWebSockets = (name) => name.startsWith('tollgate_websocket_');

/** Of the Node processes, by prom-client's names. */
const processPanels = [
  ['nodejs_eventloop_lag_p99_seconds', 'How long the event loop was held up, 99 of 100 times at most.'],
  ['process_cpu_seconds_total', 'Processors in use.'],
  ['process_resident_memory_bytes', 'Memory in use.'],
  ['process_open_fds', 'Files and sockets that are open.'],
];

const width = 12;
const height = 8;

export function dashboardOf(table) {
  const panels = [];
  let y = 0;
  const add = (title, inRow) => {
    panels.push({ type: 'row', title, collapsed: false, gridPos: { h: 1, w: 24, x: 0, y } });
    y += 1;
    inRow.forEach((panel, index) => {
      const x = (index % 2) * width;
      panels.push({ ...panel, gridPos: { h: height, w: width, x, y: y + Math.floor(index / 2) * height } });
    });
    y += Math.ceil(inRow.length / 2) * height;
  };
  const left = new Map(Object.entries(table));
  for (const [title, belongs] of rows) {
    const names = [...left.keys()].filter((name) => belongs(left.get(name), name));
    add(
      title,
      names.map((name) => panelOf(name, left.get(name))),
    );
    for (const name of names) left.delete(name);
  }
  if (left.size > 0) throw new Error(`no row of the dashboard has ${[...left.keys()].join(', ')}`);
  add(
    'Processes',
    processPanels.map(([name, help]) => {
      const isCounter = name.endsWith('_total');
      const expr = isCounter ? `rate(${name}[$__rate_interval])` : name;
      return panel(name, help, isCounter ? 'none' : unitOf(name), [
        { expr, legend: '{{job}} {{instance}} {{process}}' },
      ]);
    }),
  );
  return {
    title: 'Tollgate',
    uid: 'tollgate',
    tags: ['tollgate'],
    timezone: 'utc',
    schemaVersion: 39,
    editable: true,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: { list: [datasource, variable('api', 'api_name'), variable('stage', 'stage')] },
    panels: panels.map((one, index) => ({ id: index + 1, ...one })),
  };
}

const datasource = { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' };

function variable(name, label) {
  return {
    name,
    label: name === 'api' ? 'API' : 'Stage',
    type: 'query',
    datasource: { type: 'prometheus', uid: '${datasource}' },
    query: { query: `label_values(tollgate_requests_total, ${label})`, refId: name },
    refresh: 2,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { text: 'All', value: '$__all' },
  };
}

function panelOf(name, metric) {
  const unit = metric.type === 'counter' ? 'cps' : unitOf(name);
  return panel(name, metric.help, unit, expressionsOf(name, metric));
}

function panel(name, description, unit, expressions) {
  return {
    type: 'timeseries',
    title: titleOf(name),
    description,
    datasource: { type: 'prometheus', uid: '${datasource}' },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    options: { legend: { displayMode: 'table', placement: 'bottom', calcs: ['lastNotNull', 'max'] } },
    targets: expressions.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      expr,
      legendFormat: legend || '__auto',
    })),
  };
}

/** `tollgate_request_duration_seconds`: Request duration. */
function titleOf(name) {
  const words = name
    .replace(/^(tollgate|nodejs|process)_/, '')
    .replace(/_(total|seconds|bytes|seconds_total)$/, '')
    .replaceAll('_', ' ');
  return words[0].toUpperCase() + words.slice(1);
}

function unitOf(name) {
  if (name.endsWith('_seconds')) return 's';
  return name.endsWith('_bytes') ? 'bytes' : 'short';
}
