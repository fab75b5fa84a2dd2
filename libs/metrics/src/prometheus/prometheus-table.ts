import { stageLabelNames as stage, type PrometheusMetric } from './prometheus-metric.js';
import { webSocketMetrics } from './websocket-metrics.js';

const method = [...stage, 'resource', 'method'] as const;
const key = ['account_id', 'usage_plan_id', 'api_key_id'] as const;

/**
 * Every metric of ours that a process shows to Prometheus, named and labelled as its guide asks (base units,
 * `_total` for what only grows). Dashboard and alert rules in docs/monitoring are checked against it. Labels
 * are names of definitions or of closed sets, never what callers send.
 */
export const prometheusTable = {
  tollgate_requests_total: {
    type: 'counter',
    by: 'gateway',
    labels: [...stage, 'status'],
    help: 'Requests to stages by class of status; none: the caller had gone before there was one.',
  },
  tollgate_request_duration_seconds: {
    type: 'histogram',
    by: 'gateway',
    labels: stage,
    help: 'Time from the head of a request to the end of its response.',
  },
  tollgate_integration_duration_seconds: {
    type: 'histogram',
    by: 'gateway',
    labels: stage,
    help: 'Time from the request to the backend to the end of its response.',
  },
  tollgate_cache_requests_total: {
    type: 'counter',
    by: 'gateway',
    labels: [...stage, 'result'],
    help: 'Requests of cached methods: hit or miss.',
  },
  tollgate_method_requests_total: {
    type: 'counter',
    by: 'gateway',
    labels: [...method, 'status'],
    help: 'Requests to methods with detailed metrics by class of status.',
  },
  tollgate_method_request_duration_seconds: {
    type: 'histogram',
    by: 'gateway',
    labels: method,
    help: 'As tollgate_request_duration_seconds, of methods with detailed metrics.',
  },
  tollgate_api_key_requests_total: {
    type: 'counter',
    by: 'gateway',
    labels: key,
    help: 'Requests by API key and usage plan: the keys with the most traffic, and (other).',
  },
  tollgate_api_key_client_errors_total: {
    type: 'counter',
    by: 'gateway',
    labels: key,
    help: 'Those of them that were answered with a status of 400 to 499.',
  },
  tollgate_api_key_throttled_total: {
    type: 'counter',
    by: 'gateway',
    labels: key,
    help: 'Those of them that a throttle or the quota refused.',
  },
  tollgate_api_key_connection_seconds_total: {
    type: 'counter',
    by: 'gateway',
    labels: key,
    help: 'How long WebSocket connections were open, in whole minutes, by the API key and usage plan that they were opened with.',
  },
  ...webSocketMetrics,
  tollgate_refusals_total: {
    type: 'counter',
    by: 'gateway',
    labels: ['code'],
    help: 'Requests that the gateway answered by itself, by the code of the reason (docs/ERRORS.md).',
  },
  tollgate_gateway_ready: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: '1 while the gateway should be sent traffic.',
  },
  tollgate_gateway_stages: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: 'Stages that are served.',
  },
  tollgate_feed_connected: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: '1 while the control plane answers the gateway for changes.',
  },
  tollgate_feed_applied_seq: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: 'Position in the feed that is served from.',
  },
  tollgate_feed_refused_documents: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: 'Published documents that the gateway refuses; what they replace is served on.',
  },
  tollgate_metering_connected: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: '1 while the control plane takes usage.',
  },
  tollgate_metering_exchange_age_seconds: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: 'Time since the control plane last took usage and gave permits.',
  },
  tollgate_metering_permits: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: 'Permits on lease that are not spent.',
  },
  tollgate_metering_waiting_requests: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: 'Requests that wait for permits.',
  },
  tollgate_journal_bytes: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: 'Size of the journal of usage on disk.',
  },
  tollgate_connections: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: 'Connections of callers.',
  },
  tollgate_connections_refused_total: {
    type: 'counter',
    by: 'gateway',
    labels: ['bound'],
    help: 'Connections of callers that were closed as they came, since too many were open: in `all`, or of their `address`.',
  },
  tollgate_backend_sockets: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: 'Connections to backends.',
  },
  tollgate_web_acl_answers_total: {
    type: 'counter',
    by: 'gateway',
    labels: ['answer'],
    help: 'What web ACLs said of requests: `allow`, `block`, or nothing in time (`away`).',
  },
  tollgate_response_cache_bytes: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: 'Memory of the cached responses in this process.',
  },
  tollgate_response_cache_entries: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: 'Cached responses in the memory of this process.',
  },
  tollgate_response_cache_evictions_total: {
    type: 'counter',
    by: 'gateway',
    labels: [],
    help: 'Cached responses that gave way to others: of their stage, or of the largest of all stages.',
  },
  tollgate_response_cache_shared: {
    type: 'gauge',
    by: 'gateway',
    labels: [],
    help: '1 while Redis takes and gives cached responses; missing where there is no Redis.',
  },
  tollgate_response_cache_errors_total: {
    type: 'counter',
    by: 'gateway',
    labels: ['reason'],
    help: 'Calls of Redis for cached responses that failed or came too late, and responses that were dropped since too much waited for it.',
  },
  tollgate_observations_waiting_blocks: {
    type: 'gauge',
    by: 'gateway',
    labels: ['kind'],
    help: 'Blocks of metrics, logs and explained requests that the control plane has not taken yet.',
  },
  tollgate_observations_lost_blocks_total: {
    type: 'counter',
    by: 'gateway',
    labels: ['kind', 'reason'],
    help: 'Blocks that were dropped for want of room, or refused by the control plane.',
  },
  tollgate_log_lines_waiting: {
    type: 'gauge',
    by: 'gateway',
    labels: ['sink'],
    help: 'Lines of logs on their way to others than the control plane.',
  },
  tollgate_log_lines_lost_total: {
    type: 'counter',
    by: 'gateway',
    labels: ['sink'],
    help: 'Lines of logs that were dropped on their way to others than the control plane.',
  },
  tollgate_spans_lost_total: {
    type: 'counter',
    by: 'gateway',
    labels: ['reason'],
    help: 'Spans that were dropped for want of room, or refused by the collector.',
  },
  tollgate_gateways_connected: {
    type: 'gauge',
    by: 'control-plane',
    labels: [],
    help: 'Gateway processes that follow the feed, of whichever control plane.',
  },
  tollgate_management_requests_total: {
    type: 'counter',
    by: 'control-plane',
    labels: ['from', 'status'],
    help: 'Requests to the control plane by class of status: of clients, or of gateways.',
  },
  tollgate_management_request_duration_seconds: {
    type: 'histogram',
    by: 'control-plane',
    labels: ['from'],
    help: 'How long they took; gateways that wait for changes make theirs long.',
  },
  tollgate_feed_seq: {
    type: 'gauge',
    by: 'control-plane',
    labels: [],
    help: 'Position of the newest published document.',
  },
  tollgate_feed_lag_documents: {
    type: 'gauge',
    by: 'control-plane',
    labels: [],
    help: 'How many positions the connected gateway that is furthest behind has yet to apply.',
  },
  tollgate_database_connections: {
    type: 'gauge',
    by: 'control-plane, worker',
    labels: ['pool', 'state'],
    help: 'Connections to Postgres: busy or idle.',
  },
  tollgate_database_waiting: {
    type: 'gauge',
    by: 'control-plane, worker',
    labels: ['pool'],
    help: 'Transactions that wait for a connection to Postgres.',
  },
  tollgate_queue_jobs: {
    type: 'gauge',
    by: 'worker',
    labels: ['state'],
    help: 'Jobs in the queue: waiting, active, or delayed until they are tried again.',
  },
  tollgate_outbox_jobs: {
    type: 'gauge',
    by: 'worker',
    labels: ['state'],
    help: 'Jobs that changes have asked for: pending, or dead after the last attempt.',
  },
  tollgate_alarms: {
    type: 'gauge',
    by: 'worker',
    labels: ['state'],
    help: 'Alarms of CloudWatch in each state.',
  },
} as const satisfies Readonly<Record<string, PrometheusMetric>>;

export type PrometheusName = keyof typeof prometheusTable;
