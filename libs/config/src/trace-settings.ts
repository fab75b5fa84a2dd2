import { integer, parsed, string, url } from './fields.js';
import { keyValueList } from './key-value-list.js';

/** Where a process sends its spans: OpenTelemetry's own variables. */
export const traceSettings = {
  otlpEndpoint: url('OTEL_EXPORTER_OTLP_ENDPOINT', {
    optional: true,
    description:
      'OpenTelemetry collector that spans are sent to, by OTLP/HTTP with JSON at <endpoint>/v1/traces; no spans when neither this nor the next is set',
  }),
  otlpTracesEndpoint: url('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', {
    optional: true,
    description: 'the whole address instead of that made of OTEL_EXPORTER_OTLP_ENDPOINT',
  }),
  otlpHeaders: parsed('OTEL_EXPORTER_OTLP_HEADERS', keyValueList, {
    default: '',
    secret: true,
    allowed: 'name=value, more of them after commas, values percent-encoded',
    description: 'headers of calls of the collector, such as its key',
  }),
  otlpTimeoutMs: integer('OTEL_EXPORTER_OTLP_TIMEOUT', {
    min: 100,
    max: 600_000,
    default: 10_000,
    description: 'how long one call of the collector may take, in milliseconds',
  }),
  otelServiceName: string('OTEL_SERVICE_NAME', {
    optional: true,
    maxLength: 255,
    description:
      'service.name of all spans of a process; tollgate-gateway, tollgate-control-plane, tollgate-compiler-worker when not set',
  }),
  otelResourceAttributes: parsed('OTEL_RESOURCE_ATTRIBUTES', keyValueList, {
    default: '',
    allowed: 'key=value, more of them after commas, values percent-encoded',
    description:
      'further attributes of the resource in all spans, such as deployment.environment.name=production',
  }),
} as const;
