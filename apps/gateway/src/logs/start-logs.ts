import type { LogDestination } from '#libs/access-log-format';
import type { LogWriter } from '#libs/log-events';
import type { Logger } from '#libs/telemetry';
import type { LogStreams } from '../observability/log-streams.js';
import type { Observations } from '../observability/observations.js';
import type { AwsCallServices } from './call-aws-json.js';
import { CloudWatchLogs } from './cloudwatch-logs.js';
import type { DeliveryCounts } from './delivery-queue.js';
import { FirehoseLogs } from './firehose-logs.js';
import { MemoryRoom } from './memory-room.js';
import { ShippedLogs } from './shipped-logs.js';
import { StdoutLogs } from './stdout-logs.js';

/** Where log lines go: to the control plane, access logs to stdout, or all to a real CloudWatch Logs. */
export const logSinks = ['control-plane', 'stdout', 'cloudwatch-logs'] as const;
export type LogSink = (typeof logSinks)[number];

export interface LogsOptions extends AwsCallServices {
  readonly sink: LogSink;
  readonly streams: LogStreams;
  readonly observations: Observations;
  readonly log: Pick<Logger, 'warn' | 'info'>;
  /** For tests: between attempts of delivery. */
  readonly firstPauseMs?: number;
  readonly stdout?: StdoutLogs;
}

/** Takes the lines of one access log. */
export type WriteLine = (timestampMs: number, line: string) => void;

export interface RunningLogs {
  /** For the lines of groups: those of execution logs. */
  readonly writer: LogWriter;
  /** For the lines of an access log that goes there. `lineEnd`: what its format ends with. */
  accessLog(destination: LogDestination, lineEnd: string): WriteLine;
  /**
   * For the status page: what waits, was delivered and dropped on its way to others than the control plane.
   */
  status(): Readonly<Record<string, DeliveryCounts | Readonly<Record<string, DeliveryCounts>>>>;
  /** Hands on what is there, within two seconds. */
  close(): Promise<void>;
}

const stopGraceMs = 2_000;

/** Starts what log lines are given to. `AWS_ENDPOINT_URL_LOGS` means a real CloudWatch Logs by itself. */
export function startLogs(options: LogsOptions): RunningLogs {
  const endpointUrl = options.aws.endpointUrls['LOGS'] ?? null;
  const room = new MemoryRoom();
  const shipped = new ShippedLogs(options.observations);
  const firehose = new FirehoseLogs({ ...options, room });
  const stdout = options.sink === 'stdout' ? (options.stdout ?? new StdoutLogs(room)) : null;
  const isCloudWatch = options.sink === 'cloudwatch-logs' || (stdout === null && endpointUrl !== null);
  const cloudWatch = isCloudWatch ? new CloudWatchLogs({ ...options, endpointUrl, room }) : null;
  const writer = cloudWatch ?? shipped;
  return {
    writer,
    accessLog(destination, lineEnd) {
      if (stdout !== null) return (_, line) => stdout.write(line);
      if (destination.kind === 'firehose') return (_, line) => firehose.write(destination, line + lineEnd);
      const stream = options.streams.of(destination);
      return (timestampMs, line) => writer.write(stream, timestampMs, line);
    },
    status: () => ({
      firehose: firehose.status(),
      ...(stdout && { stdout: stdout.status() }),
      ...(cloudWatch && { cloudWatchLogs: cloudWatch.status() }),
    }),
    async close() {
      shipped.flush();
      await Promise.all([
        firehose.close(stopGraceMs),
        stdout?.close(stopGraceMs),
        cloudWatch?.close(stopGraceMs),
      ]);
    },
  };
}
