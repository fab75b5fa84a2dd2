import { stageLabelNames as stage, type PrometheusMetric } from './prometheus-metric.js';

/** Of WebSocket APIs; rows of `prometheusTable`. */
export const webSocketMetrics = {
  tollgate_websocket_connections: {
    type: 'gauge',
    by: 'gateway',
    labels: stage,
    help: 'WebSocket connections that are open.',
  },
  tollgate_websocket_connection_seconds_total: {
    type: 'counter',
    by: 'gateway',
    labels: stage,
    help: 'How long WebSocket connections were open, all together.',
  },
  tollgate_websocket_connects_total: {
    type: 'counter',
    by: 'gateway',
    labels: stage,
    help: 'Handshakes of WebSocket connections that were not refused before their integration.',
  },
  tollgate_websocket_messages_total: {
    type: 'counter',
    by: 'gateway',
    labels: [...stage, 'direction'],
    help: 'Messages `in` from clients, and `out` to them: responses, error frames and what was posted.',
  },
  tollgate_websocket_message_bytes_total: {
    type: 'counter',
    by: 'gateway',
    labels: [...stage, 'direction'],
    help: 'Bytes of these messages.',
  },
  tollgate_websocket_errors_total: {
    type: 'counter',
    by: 'gateway',
    labels: [...stage, 'kind'],
    help: 'Handshakes and messages that were refused before their integration (`client`), or whose integration could not be asked (`execution`) or failed (`integration`).',
  },
  tollgate_websocket_integration_duration_seconds: {
    type: 'histogram',
    by: 'gateway',
    labels: stage,
    help: 'As tollgate_integration_duration_seconds, of handshakes and messages.',
  },
} as const satisfies Readonly<Record<string, PrometheusMetric>>;
