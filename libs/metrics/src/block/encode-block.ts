import { ByteWriter } from '../bytes/byte-writer.js';
import { writeSketch } from '../sketch/sketch-bytes.js';
import { blockVersion, setNumbers, whatNumber } from './block-layout.js';
import { metricsBlockBounds } from './block-bounds.js';
import type { MetricsRow, MetricsSource } from './metrics-row.js';

/**
 * Rows as blocks to hand up, each within the bounds: as many as it takes, none for no rows. Within one block
 * a source and minute must be there once.
 */
export function encodeMetricsBlocks(rows: readonly MetricsRow[]): Buffer[] {
  const blocks: Buffer[] = [];
  let block = new BlockWriter();
  for (const row of rows) {
    block.add(row);
    if (!block.full) continue;
    blocks.push(block.toBuffer());
    block = new BlockWriter();
  }
  if (block.rows > 0) blocks.push(block.toBuffer());
  return blocks;
}

/** No row is over 32 KB, so a block that ends behind this many bytes is within its bound. */
const fullAtBytes = metricsBlockBounds.bytesMax / 2;

class BlockWriter {
  rows = 0;
  private readonly body = new ByteWriter();
  private readonly texts = new Map<string, number>();

  get full(): boolean {
    return this.rows === metricsBlockBounds.rowsMax || this.body.written >= fullAtBytes;
  }

  add({ minute, source, counters, latencies }: MetricsRow): void {
    const { body } = this;
    this.rows += 1;
    body.number(minute);
    this.source(source);
    body.number(counters.length);
    for (const counter of counters) body.number(counter);
    body.number(latencies.length);
    for (const latency of latencies) writeSketch(body, latency);
  }

  toBuffer(): Buffer {
    const head = new ByteWriter();
    head.number(blockVersion);
    head.number(this.texts.size);
    for (const text of this.texts.keys()) head.text(text);
    head.number(this.rows);
    return Buffer.concat([head.toBuffer(), this.body.toBuffer()]);
  }

  private source(source: MetricsSource): void {
    this.body.number(setNumbers.indexOf(source.set));
    this.text(source.accountId);
    this.text(source.region);
    if (source.set === 'ApiKey') {
      this.text(source.usagePlanId);
      this.text(source.keyId);
      return;
    }
    this.text(source.apiId);
    this.text(source.apiName);
    this.text(source.stageName);
    this.body.number(whatNumber(source));
    if (source.method === null) {
      if (source.trial) this.body.number(source.trial.id);
      return;
    }
    this.text(source.method.resource);
    this.text(source.method.httpMethod);
  }

  /** The place of a text in the block's list. */
  private text(text: string): void {
    let place = this.texts.get(text);
    if (place === undefined) this.texts.set(text, (place = this.texts.size));
    this.body.number(place);
  }
}
