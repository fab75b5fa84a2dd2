import type { Logger } from '#libs/telemetry';
import { callAwsJson, type AwsCallServices } from './call-aws-json.js';
import { DeliveryQueue, type DeliveryCounts } from './delivery-queue.js';
import { DeliveryQueues } from './delivery-queues.js';
import type { MemoryRoom } from './memory-room.js';

/** A stream of Firehose. */
export interface FirehoseStream {
  readonly region: string;
  readonly deliveryStream: string;
}

export interface FirehoseLogsOptions extends AwsCallServices {
  readonly room: MemoryRoom;
  readonly log: Pick<Logger, 'warn' | 'info'>;
  readonly firstPauseMs?: number | undefined;
}

/**
 * A call takes 500 records (Firehose API reference, "PutRecordBatch") and 4 MiB; a quarter of that is sent,
 * since the thread that hashes and encodes a call serves no request meanwhile. A record takes 1,000 KiB.
 */
const callBounds = { items: 500, bytes: 1024 * 1024 };
const recordBytesMax = 1_024_000;

/** Sends lines to streams of Firehose, each line as a record. */
export class FirehoseLogs {
  private readonly queues = new DeliveryQueues<string, Buffer>((name) => name);

  constructor(private readonly options: FirehoseLogsOptions) {}

  write(stream: FirehoseStream, line: string): void {
    const queue = this.queueOf(stream);
    const record = Buffer.from(line);
    if (record.length > recordBytesMax) queue.drop();
    else queue.add(record);
  }

  /** By stream. */
  status(): Readonly<Record<string, DeliveryCounts>> {
    return this.queues.status();
  }

  close(withinMs: number): Promise<void> {
    return this.queues.close(withinMs);
  }

  private queueOf(stream: FirehoseStream): DeliveryQueue<Buffer> {
    const name = `${stream.region}/${stream.deliveryStream}`;
    return this.queues.of(name, () => this.makeQueue(name, stream));
  }

  private makeQueue(name: string, stream: FirehoseStream): DeliveryQueue<Buffer> {
    const { room, log, firstPauseMs } = this.options;
    return new DeliveryQueue<Buffer>({
      to: `firehose ${name}`,
      bounds: callBounds,
      bytesOf: (record) => record.length,
      send: (records) => this.putRecordBatch(stream, records),
      room,
      log,
      firstPauseMs,
    });
  }

  /** Resolves to the records that Firehose has not taken, though it took the call. */
  private async putRecordBatch(
    { region, deliveryStream }: FirehoseStream,
    records: readonly Buffer[],
  ): Promise<readonly Buffer[]> {
    const list = records.map((record) => `{"Data":"${record.toString('base64')}"}`).join(',');
    const answer = await callAwsJson(this.options, {
      region,
      service: 'firehose',
      target: 'Firehose_20150804.PutRecordBatch',
      body: `{"DeliveryStreamName":${JSON.stringify(deliveryStream)},"Records":[${list}]}`,
    });
    const { FailedPutCount = 0, RequestResponses = [] } = (answer ?? {}) as PutRecordBatchOutput;
    return FailedPutCount === 0 ? [] : records.filter((_, index) => RequestResponses[index]?.ErrorCode);
  }
}

interface PutRecordBatchOutput {
  readonly FailedPutCount?: number;
  /** In the order of the records. */
  readonly RequestResponses?: readonly ({ readonly ErrorCode?: string } | undefined)[];
}
