// PromQL of the metrics in the table, and the check that an expression names nothing else.

/** What a metric is summed by in a panel, where its last label alone says too little. */
const summedBy = {
  tollgate_requests_total: ['api_name', 'stage', 'status'],
  tollgate_cache_requests_total: ['api_name', 'stage', 'result'],
  tollgate_request_duration_seconds: ['api_name', 'stage'],
  tollgate_integration_duration_seconds: ['api_name', 'stage'],
  tollgate_method_requests_total: ['api_name', 'stage', 'resource', 'method', 'status'],
  tollgate_method_request_duration_seconds: ['api_name', 'stage', 'resource', 'method'],
  tollgate_api_key_requests_total: ['usage_plan_id', 'api_key_id'],
  tollgate_api_key_client_errors_total: ['usage_plan_id', 'api_key_id'],
  tollgate_api_key_throttled_total: ['usage_plan_id', 'api_key_id'],
  tollgate_observations_lost_blocks_total: ['kind', 'reason'],
  tollgate_management_requests_total: ['from', 'status'],
  tollgate_database_connections: ['pool', 'state'],
};

/** Numbers of which each process has its own, and a sum says nothing. */
const perProcess = ['tollgate_feed_applied_seq', 'tollgate_metering_exchange_age_seconds'];

/** One or two expressions with their legends that show a metric of the table. */
export function expressionsOf(name, { type, labels }) {
  const by = summedBy[name] ?? labels.slice(-1);
  const legend = by.map((label) => `{{${label}}}`).join(' ');
  const selector = labels.includes('api_name') ? '{api_name=~"$api",stage=~"$stage"}' : '';
  const sum = (of, more = []) => {
    const all = [...more, ...by];
    return all.length > 0 ? `sum by (${all.join(', ')}) (${of})` : `sum(${of})`;
  };
  if (type === 'histogram') {
    const rate = sum(`rate(${name}_bucket${selector}[$__rate_interval])`, ['le']);
    return [0.5, 0.99].map((share) => ({
      expr: `histogram_quantile(${share}, ${rate})`,
      legend: `p${share * 100} ${legend}`.trim(),
    }));
  }
  if (type === 'counter') return [{ expr: sum(`rate(${name}${selector}[$__rate_interval])`), legend }];
  return perProcess.includes(name)
    ? [{ expr: name, legend: '{{instance}} {{process}}' }]
    : [{ expr: sum(name), legend }];
}

/** `up` is Prometheus' own: whether it could read a process. */
const prometheusOwn = ['up'];
const functionsAndWords = [
  ...[
    'sum',
    'max',
    'min',
    'by',
    'rate',
    'increase',
    'histogram_quantile',
    'clamp_min',
    'le',
    'and',
    'unless',
  ],
];

/**
 * What an expression names that there is not: metrics that are neither in the table nor prom-client's, and
 * labels that no metric in it has.
 */
export function unknownNames(expr, { table, processMetrics }) {
  const metrics = new Map(Object.entries(table).flatMap(([name, metric]) => namesOf(name, metric)));
  for (const name of [...processMetrics, ...prometheusOwn]) metrics.set(name, []);
  // Texts, times and Grafana's variables are no names.
  const bare = expr.replace(/"[^"]*"/g, '""').replace(/\[[^\]]*\]/g, '');
  const words = bare.match(/[a-zA-Z_][a-zA-Z0-9_]*/g) ?? [];
  const named = words.filter((word) => metrics.has(word));
  const labels = new Set(['le', 'job', 'instance', 'process', ...named.flatMap((name) => metrics.get(name))]);
  return words.filter((word) => !metrics.has(word) && !labels.has(word) && !functionsAndWords.includes(word));
}

function namesOf(name, { type, labels }) {
  const suffixes = type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
  return suffixes.map((suffix) => [name + suffix, labels]);
}
