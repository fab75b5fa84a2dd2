// docs/monitoring/METRICS.md: every metric, for CloudWatch's clients and for Prometheus.

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const code = (text) => `\`${text}\``;

export function metricsPage({ metricTable, prometheusTable, madeBy }) {
  const sets = Object.entries(metricTable).map(([name, set]) => {
    const dimensions = (of) => of.map((names) => code(names.join(', '))).join('; ') || 'none';
    const rows = set.metrics.map((metric) => [code(metric.name), metric.unit, metric.help]);
    return `### ${titles[name]}
Namespace \`${set.namespace}\`; dimensions ${dimensions(set.dimensions)}; where methods or routes count by themselves: ${dimensions(set.detailedDimensions)}.

${table(['metric', 'unit', 'counts'], rows)}`;
  });
  const rows = Object.entries(prometheusTable).map(([name, { type, by, labels, help }]) => [
    code(name),
    type,
    by,
    labels.map(code).join(', '),
    help,
  ]);
  return `# Metrics

${madeBy}; CI fails when it is stale.

## For CloudWatch's clients
${sets.join('\n\n')}

## For Prometheus
At \`/_tollgate/metrics\` of each process ([README](README.md)), beside \`nodejs_\` and \`process_\` of prom-client.

${table(['metric', 'type', 'shown by', 'labels', 'says'], rows)}
`;
}

const titles = {
  RestApi: 'REST APIs',
  HttpApi: 'HTTP APIs',
  WebSocketApi: 'WebSocket APIs',
  ApiKey: 'API keys',
};
