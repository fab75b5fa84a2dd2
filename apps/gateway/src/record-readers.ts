import type { Logger } from '#libs/telemetry';
import { openSpanExporter, type TraceSettings } from '#libs/traces';
import { AccessLogs } from './access-logs/access-logs.js';
import type { GatewayState } from './admin/admin.js';
import type { AwsServices } from './integrations/aws/aws-services.js';
import type { BackendPools } from './integrations/transport/backend-pools.js';
import type { ActiveStage, ActiveStages } from './invocation/active-stage.js';
import type { RecordReader } from './invocation/record/request-record.js';
import type { PublishedDocuments } from './invocation/published-documents.js';
import { startLogs, type LogSink } from './logs/start-logs.js';
import { RequestMetrics } from './metrics/request-metrics.js';
import { ExplainedRequests } from './observability/explain/explained-requests.js';
import { ExecutionLogs } from './observability/execution-logs/execution-logs.js';
import { LogStreams } from './observability/log-streams.js';
import type { Observations } from './observability/observations.js';
import { RefusalLog } from './observability/refusal-log.js';
import { SpanReader } from './observability/spans/span-reader.js';

/** What is made of complete records, by the operator's settings. */
export interface RecordReaderSettings {
  /** Where access logs and execution logs go; missing: to the control plane. */
  readonly logSink?: LogSink;
  /** Where spans go; missing: nowhere. */
  readonly traces?: TraceSettings;
  /** One of so many requests that are not refused is explained; 0, or missing: none. */
  readonly explainSample?: number;
  /** Beside those of this gateway. */
  readonly recordReaders?: readonly RecordReader[];
}

export interface RecordReaderOptions extends RecordReaderSettings {
  readonly gatewayId: string;
  readonly observations: Observations;
  readonly aws: AwsServices;
  readonly backends: BackendPools;
  readonly documents: Pick<PublishedDocuments, 'account'>;
  readonly stages: Pick<ActiveStages, 'find'> & {
    /** Those whose canaries are on trial. */
    trials(): Iterable<ActiveStage>;
  };
  readonly log: Logger;
}

export interface RecordReaders {
  /** In the order in which they read. */
  readonly all: readonly RecordReader[];
  /** Those that read records of tests, which are no requests of a stage: each has a log of its own. */
  readonly ofTests: readonly RecordReader[];
  /** What was counted, to be shown. */
  readonly metrics: RequestMetrics;
  readonly exportsSpans: boolean;
  /** Members for `/_tollgate/status`. */
  status(): Pick<GatewayState, 'logs' | 'spans' | 'explanations'>;
  /** After the last record is complete: hands in what they have gathered. */
  close(): Promise<void>;
}

/** The logs, metrics, spans and explanations of one gateway: everything that reads its records. */
export function startRecordReaders(options: RecordReaderOptions): RecordReaders {
  const { gatewayId, log } = options;
  const spans = options.traces
    ? openSpanExporter(options.traces, { serviceName: 'tollgate-gateway', instanceId: gatewayId, log })
    : null;
  const streams = new LogStreams();
  const logs = startLogs({ ...options, sink: options.logSink ?? 'control-plane', streams });
  const refusals = new RefusalLog({ log });
  const metrics = new RequestMetrics({
    ...options,
    trials: () => options.stages.trials(),
    findStage: (apiId, stageName) => options.stages.find(apiId, stageName),
  });
  metrics.start();
  const explained = new ExplainedRequests({ ...options, sample: options.explainSample ?? 0 });
  return {
    all: [
      ...(spans === null ? [] : [new SpanReader(spans)]),
      refusals,
      metrics,
      new AccessLogs(logs, log, options.documents),
      new ExecutionLogs({ ...options, writer: logs.writer, streams }),
      explained,
      ...(options.recordReaders ?? []),
    ],
    ofTests: [refusals],
    metrics,
    exportsSpans: spans !== null,
    status: () => ({
      logs: logs.status(),
      spans: spans?.counts() ?? null,
      explanations: explained.status(),
    }),
    async close() {
      metrics.stop();
      explained.handIn();
      await Promise.all([logs.close(), spans?.close()]);
    },
  };
}
