import { hostname } from 'node:os';
import type { Logger } from '#libs/telemetry';
import { openCollector } from './collector.js';
import { SpanExporter } from './span-exporter.js';

/** What a process has read of OpenTelemetry's variables: the fields of `traceSettings`. */
export interface TraceSettings {
  readonly otlpEndpoint: string | undefined;
  readonly otlpTracesEndpoint: string | undefined;
  readonly otlpHeaders: Readonly<Record<string, string>>;
  readonly otlpTimeoutMs: number;
  readonly otelServiceName: string | undefined;
  readonly otelResourceAttributes: Readonly<Record<string, string>>;
}

export interface TracedProcess {
  /** `service.name`, unless the operator has given another. */
  readonly serviceName: string;
  /** Which of the processes of that name this is. */
  readonly instanceId: string;
  readonly log: Pick<Logger, 'warn'>;
}

/** Where the spans of a process go; null where no collector is set, and nothing is to be traced. */
export function openSpanExporter(settings: TraceSettings, process: TracedProcess): SpanExporter | null {
  const { otlpEndpoint, otlpTracesEndpoint, otlpHeaders, otlpTimeoutMs } = settings;
  // OTLP exporter specification: the endpoint of all signals has the path of this one behind it, that of
  // traces is taken as it is.
  const url = otlpTracesEndpoint ?? (otlpEndpoint === undefined ? null : `${otlpEndpoint}/v1/traces`);
  if (url === null) return null;
  return new SpanExporter({
    collector: openCollector({ url, headers: otlpHeaders, timeoutMs: otlpTimeoutMs }),
    resource: resourceOf(settings, process),
    scope: { name: 'tollgate', version },
    log: process.log,
  });
}

const version = '0.1.0';

function resourceOf(
  { otelServiceName, otelResourceAttributes }: TraceSettings,
  { serviceName, instanceId }: TracedProcess,
): Readonly<Record<string, string>> {
  return {
    'service.name': serviceName,
    'service.version': version,
    'service.instance.id': instanceId,
    'host.name': hostname(),
    'telemetry.sdk.name': 'tollgate',
    'telemetry.sdk.language': 'nodejs',
    'telemetry.sdk.version': version,
    ...otelResourceAttributes,
    // Takes precedence over the same in the attributes (resource SDK specification).
    ...(otelServiceName !== undefined && { 'service.name': otelServiceName }),
  };
}
