import { BytesProblem, type ByteReader, readBytes, type ReadBytes } from '../bytes/byte-reader.js';
import { LatencySketch } from '../sketch/latency-sketch.js';
import { readSketch } from '../sketch/sketch-bytes.js';
import { countersOf, latenciesOf } from '../table/metric-table.js';
import type { MetricSetName } from '../table/metric-set.js';
import { metricsBlockBounds } from './block-bounds.js';
import { blockVersion, setNumbers, trialNumbers } from './block-layout.js';
import type { MetricsRow, MetricsSource, MetricsTrial } from './metrics-row.js';

const { rowsMax, bytesMax, textBytesMax, minuteMax } = metricsBlockBounds;
const namesMax = 8;

/**
 * The rows of a block that came over the network, or the first thing that is wrong with it: another version,
 * bounds, a source twice in one minute, counts that no gateway writes. Missing counters and sketches of an
 * older gateway are there as 0; those of a newer one that this table does not have are left out.
 */
export function parseMetricsBlock(bytes: Uint8Array): ReadBytes<MetricsRow[]> {
  if (bytes.length > bytesMax) return { ok: false, problem: `the block has over ${bytesMax} bytes` };
  return readBytes(bytes, (reader) => {
    if (reader.number('the version') !== blockVersion) throw new BytesProblem('the version is unknown');
    const texts = readList(reader, 'texts', rowsMax * namesMax, () => reader.text('a name', textBytesMax));
    const seen = new Set<string>();
    return readList(reader, 'rows', rowsMax, () => {
      const row = readRow(reader, texts);
      const name = `${row.minute} ${JSON.stringify(row.source)}`;
      if (seen.has(name)) throw new BytesProblem('a source is there twice in one minute');
      seen.add(name);
      return row;
    });
  });
}

function readRow(reader: ByteReader, texts: readonly string[]): MetricsRow {
  const minute = reader.number('a minute', minuteMax);
  const source = readSource(reader, texts);
  const counters = readCounters(reader, source.set);
  const latencies = readLatencies(reader, source.set);
  return { minute, source, counters, latencies };
}

function readSource(reader: ByteReader, texts: readonly string[]): MetricsSource {
  const name = (what: string): string => {
    const text = texts[reader.number(what)];
    if (text === undefined) throw new BytesProblem(`${what} is not among the names`);
    return text;
  };
  const set = setNumbers[reader.number('a set', setNumbers.length - 1)]!;
  const accountId = name('an account');
  const region = name('a region');
  if (set === 'ApiKey') {
    return { set, accountId, region, usagePlanId: name('a usage plan'), keyId: name('a key') };
  }
  const api = { apiId: name('an API'), apiName: name("an API's name"), stageName: name('a stage') };
  const what = reader.number('what it is of', trialNumbers.last);
  const trial = readTrial(reader, what);
  const method = what === 1 ? { resource: name('a resource'), httpMethod: name('a method') } : null;
  return { set, accountId, region, ...api, method, ...(trial && { trial }) };
}

function readTrial(reader: ByteReader, what: number): MetricsTrial | null {
  if (what < trialNumbers.base) return null;
  const side = what === trialNumbers.canary ? 'canary' : 'base';
  return { id: reader.number('a trial'), side, ...(what === trialNumbers.last && { isLast: true }) };
}

function readCounters(reader: ByteReader, set: MetricSetName): number[] {
  const known = countersOf(set).length;
  const counters = readList(reader, 'counters', metricsMax, () => reader.number('a counter'));
  return Array.from({ length: known }, (_, index) => counters[index] ?? 0);
}

function readLatencies(reader: ByteReader, set: MetricSetName): LatencySketch[] {
  const known = latenciesOf(set).length;
  const latencies = readList(reader, 'latencies', metricsMax, () => readSketch(reader));
  return Array.from({ length: known }, (_, index) => latencies[index] ?? new LatencySketch());
}

/** Of one row. */
const metricsMax = 32;

function readList<T>(reader: ByteReader, what: string, max: number, element: () => T): T[] {
  const length = reader.number(`the number of ${what}`, max);
  const list: T[] = [];
  // Not made of its length at once: a length that lies is found out when the bytes end.
  for (let index = 0; index < length; index++) list.push(element());
  return list;
}
