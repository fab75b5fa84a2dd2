// Alert rules for Prometheus. Each says what is wrong and where to read on.

const warning = 'warning';
const critical = 'critical';
const ratio = (of, all) => `(${of}) / (${all})`;
const requests = (selector = '') => `sum by (api_name, stage) (rate(tollgate_requests_total${selector}[5m]))`;

/** Name, expression, for how long, how bad, what it means, what to do. */
const rules = {
  'tollgate-requests': [
    [
      'TollgateServerErrors',
      `${ratio(requests('{status="5xx"}'), requests())} > 0.05`,
      '5m',
      critical,
      'More than 5 % of the requests to {{ $labels.api_name }}/{{ $labels.stage }} are answered with 5XX.',
      'tollgate_refusals_total says which codes; docs/ERRORS.md what each means. None of them: the backend answers so.',
    ],
    [
      'TollgateSlowResponses',
      'histogram_quantile(0.99, sum by (le, api_name, stage) (rate(tollgate_request_duration_seconds_bucket[5m]))) > 10',
      '10m',
      warning,
      'One of 100 requests to {{ $labels.api_name }}/{{ $labels.stage }} takes over 10 s.',
      'Compare tollgate_integration_duration_seconds: is it the backend?',
    ],
    [
      'TollgateThrottlesMuch',
      `sum by (api_key_id, usage_plan_id) (rate(tollgate_api_key_throttled_total[15m])) > 1`,
      '15m',
      warning,
      'Key {{ $labels.api_key_id }} is refused more than once a second by its plan {{ $labels.usage_plan_id }}.',
      'Its throttle and quota: aws apigateway get-usage-plan.',
    ],
  ],
  'tollgate-gateways': [
    [
      'TollgateGatewayNotReady',
      'tollgate_gateway_ready == 0',
      '2m',
      critical,
      'Gateway {{ $labels.instance }} should be sent no traffic.',
      'Its /_tollgate/ready says why: starting, draining, fenced or faulty.',
    ],
    [
      'TollgateFeedDisconnected',
      'tollgate_feed_connected == 0',
      '5m',
      warning,
      'Gateway {{ $labels.instance }} does not hear from the control plane: it serves what it has.',
      'Is the control plane up, and reached at TOLLGATE_CONTROL_PLANE_URL?',
    ],
    [
      'TollgateDocumentsRefused',
      'tollgate_feed_refused_documents > 0',
      '5m',
      warning,
      'Gateway {{ $labels.instance }} refuses {{ $value }} published documents and serves what it had before.',
      'Its /_tollgate/status has the reasons; an older release does not know newer features.',
    ],
    [
      'TollgateMeteringAway',
      'tollgate_metering_exchange_age_seconds > 60',
      '5m',
      warning,
      'Nobody takes the usage of gateway {{ $labels.instance }}; its journal keeps it.',
      'docs/METERING.md: what keys with a quota may do meanwhile.',
    ],
    [
      'TollgateJournalGrows',
      'tollgate_journal_bytes > 536870912',
      '5m',
      warning,
      'The journal of gateway {{ $labels.instance }} has over 512 MiB.',
      'TOLLGATE_JOURNAL_MAX_MB bounds it, TOLLGATE_JOURNAL_WHEN_FULL says what then.',
    ],
    [
      'TollgateObservationsLost',
      'increase(tollgate_observations_lost_blocks_total[10m]) > 0',
      '0m',
      warning,
      'Gateway {{ $labels.instance }} has lost blocks of {{ $labels.kind }}: {{ $labels.reason }}.',
      'dropped: the control plane was away for longer than TOLLGATE_OBSERVATIONS_MAX_MB lasts. refused: the log says why.',
    ],
    [
      'TollgateLogLinesLost',
      'increase(tollgate_log_lines_lost_total[10m]) > 0',
      '0m',
      warning,
      'Gateway {{ $labels.instance }} has dropped lines of logs on their way to {{ $labels.sink }}.',
      'It refuses, or is slower than the lines come: see the log of the gateway.',
    ],
    [
      'TollgateSpansLost',
      'increase(tollgate_spans_lost_total[10m]) > 0',
      '0m',
      warning,
      'Gateway {{ $labels.instance }} has lost spans: {{ $labels.reason }}.',
      'The collector at OTEL_EXPORTER_OTLP_ENDPOINT is away, slow, or refuses them.',
    ],
  ],
  'tollgate-control-plane': [
    [
      'TollgateNoGateways',
      'max(tollgate_gateways_connected) == 0',
      '5m',
      critical,
      'No gateway follows the feed: changes reach no traffic.',
      'aws-signed GET /_tollgate/v1/gateways lists those that were seen.',
    ],
    [
      'TollgateFeedBehind',
      'max(tollgate_feed_lag_documents) > 0',
      '5m',
      warning,
      'A connected gateway is {{ $value }} documents behind what is published.',
      'docs/FAILURE-MODES.md: a deployment is not live.',
    ],
    [
      'TollgateManagementErrors',
      'sum(rate(tollgate_management_requests_total{status="5xx"}[5m])) > 0.1',
      '5m',
      warning,
      'The control plane answers requests with 5XX.',
      'Its log; is Postgres there?',
    ],
    [
      'TollgateDatabaseWaiting',
      'max by (job, instance, pool) (tollgate_database_waiting) > 0',
      '5m',
      warning,
      'Transactions of {{ $labels.instance }} wait for a connection of pool {{ $labels.pool }}.',
      'TOLLGATE_DATABASE_POOL_SIZE and TOLLGATE_DATABASE_GATEWAY_POOL_SIZE; slow statements in Postgres.',
    ],
    [
      'TollgateJobsDead',
      'max(tollgate_outbox_jobs{state="dead"}) > 0',
      '1m',
      warning,
      '{{ $value }} jobs were given up: what they should publish is not live.',
      'aws-signed GET /_tollgate/v1/jobs says which and why, and takes a retry.',
    ],
    [
      'TollgateJobsPending',
      'max(tollgate_outbox_jobs{state="pending"}) > 100',
      '10m',
      warning,
      'Over 100 jobs are pending for ten minutes.',
      'Is a worker up, and the queue reached?',
    ],
  ],
  'tollgate-processes': [
    [
      'TollgateProcessDown',
      'up{job=~"tollgate.*"} == 0',
      '2m',
      critical,
      'Prometheus cannot read {{ $labels.job }} at {{ $labels.instance }}.',
      'Is the process up?',
    ],
    [
      'TollgateEventLoopSlow',
      'nodejs_eventloop_lag_p99_seconds{job=~"tollgate.*"} > 0.2',
      '5m',
      warning,
      'The event loop of {{ $labels.job }} at {{ $labels.instance }} is held up for {{ $value }} s.',
      'More work than one core has: more processes (TOLLGATE_GATEWAY_PROCESSES) or machines.',
    ],
  ],
};

export const alerts = {
  groups: Object.entries(rules).map(([name, ofGroup]) => ({
    name,
    rules: ofGroup.map(([alert, expr, duration, severity, summary, description]) => ({
      alert,
      expr,
      for: duration,
      labels: { severity },
      annotations: { summary, description },
    })),
  })),
};
