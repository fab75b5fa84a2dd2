import type { LogEvent, LogStreamName, LogWriter } from '#libs/log-events';
import type { Logger } from '#libs/telemetry';
import { AwsCallRefused, callAwsJson, type AwsCallServices } from './call-aws-json.js';
import { DeliveryQueue, type DeliveryCounts } from './delivery-queue.js';
import { DeliveryQueues } from './delivery-queues.js';
import type { MemoryRoom } from './memory-room.js';

export interface CloudWatchLogsOptions extends AwsCallServices {
  /** `AWS_ENDPOINT_URL_LOGS`; null: where AWS has it, or the general endpoint. */
  readonly endpointUrl: string | null;
  readonly room: MemoryRoom;
  readonly log: Pick<Logger, 'warn' | 'info'>;
  readonly firstPauseMs?: number | undefined;
}

/** Of one call, and what each event counts beside its text (API reference, "PutLogEvents"). */
const callBounds = { items: 10_000, bytes: 1_048_576 };
const eventOverheadBytes = 26;

/** Writes lines to a real CloudWatch Logs, in whose regions their groups are. */
export class CloudWatchLogs implements LogWriter {
  private readonly queues = new DeliveryQueues<LogStreamName, LogEvent>(({ group }) => group);

  constructor(private readonly options: CloudWatchLogsOptions) {}

  write(stream: LogStreamName, timestampMs: number, message: string): void {
    this.queueOf(stream).add({ timestampMs, message });
  }

  /** By group. */
  status(): Readonly<Record<string, DeliveryCounts>> {
    return this.queues.status();
  }

  close(withinMs: number): Promise<void> {
    return this.queues.close(withinMs);
  }

  private queueOf(stream: LogStreamName): DeliveryQueue<LogEvent> {
    return this.queues.of(stream, () => this.makeQueue(stream));
  }

  private makeQueue(stream: LogStreamName): DeliveryQueue<LogEvent> {
    const { room, log, firstPauseMs } = this.options;
    return new DeliveryQueue<LogEvent>({
      to: `log group ${stream.group}`,
      bounds: callBounds,
      bytesOf: ({ message }) => Buffer.byteLength(message) + eventOverheadBytes,
      send: async (events) => {
        await this.putLogEvents(stream, events);
        return [];
      },
      room,
      log,
      firstPauseMs,
    });
  }

  private async putLogEvents(stream: LogStreamName, events: readonly LogEvent[]): Promise<void> {
    const put = () =>
      this.call(stream.region, 'PutLogEvents', {
        logGroupName: stream.group,
        logStreamName: stream.stream,
        // Must be in this order; requests end in another than they began in.
        logEvents: events
          .map(({ timestampMs, message }) => ({ timestamp: timestampMs, message }))
          .sort((one, other) => one.timestamp - other.timestamp),
      });
    try {
      await put();
    } catch (error) {
      if (!isRefusal(error, 'ResourceNotFoundException')) throw error;
      await this.create(stream);
      await put();
    }
  }

  private async create({ region, group, stream }: LogStreamName): Promise<void> {
    const logGroupName = group;
    await this.unlessThere(region, 'CreateLogGroup', { logGroupName });
    await this.unlessThere(region, 'CreateLogStream', { logGroupName, logStreamName: stream });
  }

  private async unlessThere(region: string, operation: string, input: object): Promise<void> {
    try {
      await this.call(region, operation, input);
    } catch (error) {
      if (!isRefusal(error, 'ResourceAlreadyExistsException')) throw error;
    }
  }

  private call(region: string, operation: string, input: object): Promise<unknown> {
    return callAwsJson(this.options, {
      region,
      service: 'logs',
      target: `Logs_20140328.${operation}`,
      body: JSON.stringify(input),
      endpointUrl: this.options.endpointUrl,
    });
  }
}

const isRefusal = (error: unknown, code: string): boolean =>
  error instanceof AwsCallRefused && error.code === code;
