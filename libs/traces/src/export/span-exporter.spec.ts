import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { startTestCollector, waitFor, type TestCollector } from '#libs/testing';
import { silentLogger } from '#libs/telemetry';
import { newSpanId, newTraceId } from '../spans/span-ids.js';
import type { Span } from '../spans/span.js';
import { openCollector } from './collector.js';
import { openSpanExporter, type TraceSettings } from './open-span-exporter.js';
import { SpanExporter, type SpanExporterOptions } from './span-exporter.js';

let collector: TestCollector;
let exporter: SpanExporter;
const lines: unknown[] = [];
const log = { warn: (_: string, fields?: unknown) => void lines.push(fields) };

beforeEach(async () => {
  collector = await startTestCollector();
  lines.length = 0;
});
afterEach(async () => {
  await exporter.close();
  await collector.close();
});

const spanOf = (name = 'work'): Span => ({
  traceId: newTraceId(),
  spanId: newSpanId(),
  parentSpanId: null,
  traceState: '',
  name,
  kind: 'server',
  startMs: 1_700_000_000_000.25,
  endMs: 1_700_000_000_001,
  attributes: { text: 'x', count: 3, share: 0.5, yes: true, nothing: null },
  hasFailed: false,
});

function start(options: Partial<SpanExporterOptions> = {}, url = `${collector.url}/v1/traces`): void {
  exporter = new SpanExporter({
    collector: openCollector({ url, headers: { 'x-key': 'secret' }, timeoutMs: 5_000 }),
    resource: { 'service.name': 'test' },
    scope: { name: 'tollgate', version: '1' },
    log,
    delayMs: 1,
    retryMs: 1,
    ...options,
  });
}

function add(count: number): void {
  for (let index = 0; index < count; index++) exporter.add(spanOf(String(index)));
}

/** The collector has them, and its response is back: on a busy machine there is time between the two. */
const arrived = (count: number) =>
  waitFor(() => collector.spans().length >= count && exporter.counts().exported >= count, {
    describe: `${count} spans are here`,
  });

test('a span arrives with all that it says', async () => {
  start();
  const parent = { ...spanOf('parent'), traceState: 'a=1', hasFailed: true };
  const child: Span = {
    ...spanOf('child'),
    kind: 'client',
    traceId: parent.traceId,
    parentSpanId: parent.spanId,
  };
  exporter.add(parent);
  exporter.add({ ...child, links: [{ traceId: parent.traceId, spanId: parent.spanId }] });
  await arrived(2);
  const [first, second] = collector.spans();
  expect(first).toEqual({
    traceId: parent.traceId,
    spanId: parent.spanId,
    traceState: 'a=1',
    name: 'parent',
    kind: 2,
    startTimeUnixNano: '1700000000000250000',
    endTimeUnixNano: '1700000000001000000',
    attributes: { text: 'x', count: 3, share: 0.5, yes: true },
    status: { code: 2 },
    resource: { 'service.name': 'test' },
  });
  expect(second).toMatchObject({
    parentSpanId: parent.spanId,
    kind: 3,
    status: {},
    links: [{ traceId: parent.traceId, spanId: parent.spanId }],
  });
  expect(collector.requests[0]).toMatchObject({
    path: '/v1/traces',
    headers: { 'content-type': 'application/json', 'x-key': 'secret' },
  });
});

test('many go together, no more than a batch in one call, each once', async () => {
  start({ batchMax: 10 });
  add(95);
  await arrived(95);
  expect(collector.requests.every(({ spans }) => spans.length <= 10)).toBe(true);
  expect(new Set(collector.spans().map(({ name }) => name)).size).toBe(95);
  expect(exporter.counts()).toEqual({ exported: 95, dropped: 0, refused: 0, waiting: 0 });
});

test('what does not fit into the queue is dropped and counted, and nobody waits', async () => {
  const held: (() => void)[] = [];
  collector.respond((response) => held.push(() => response.writeHead(200).end()));
  start({ queueMax: 20, batchMax: 10 });
  add(25);
  await waitFor(() => held.length === 1, { describe: 'the collector is slow' });
  add(25);
  // 20 of the first, of which 10 are on their way, and 10 of the second.
  expect(exporter.counts()).toMatchObject({ dropped: 20, waiting: 20 });
  collector.respond((response) => response.writeHead(200).end());
  held[0]!();
  await arrived(30);
  expect(exporter.counts()).toEqual({ exported: 30, dropped: 20, refused: 0, waiting: 0 });
});

test.each([429, 502, 503, 504])('a %i is tried again until it is taken', async (status) => {
  let calls = 0;
  collector.respond((response) => response.writeHead(++calls < 3 ? status : 200).end());
  start();
  add(2);
  await arrived(2);
  expect(collector.requests).toHaveLength(3);
  expect(new Set(collector.requests.map(({ text }) => text)).size).toBe(1);
  expect(exporter.counts()).toEqual({ exported: 2, dropped: 0, refused: 0, waiting: 0 });
});

test('Retry-After comes before the back-off of our own', async () => {
  let calls = 0;
  collector.respond((response) =>
    ++calls === 1 ? response.writeHead(429, { 'retry-after': '0' }).end() : response.writeHead(200).end(),
  );
  // By our own it would be an hour.
  start({ retryMs: 3_600_000 });
  add(1);
  await arrived(1);
});

test.each([400, 401, 404, 413, 500, 301])('a %i is final', async (status) => {
  collector.respond((response) => response.writeHead(status, { location: '/elsewhere' }).end());
  start();
  add(3);
  await waitFor(() => exporter.counts().refused === 3, { describe: 'the spans are refused' });
  expect(collector.requests).toHaveLength(1);
  expect(lines).toEqual([expect.objectContaining({ count: 3, reason: `status ${status}` })]);
});

test('of a partial success the refused ones are counted, and none is sent again', async () => {
  collector.respond((response) =>
    response
      .writeHead(200)
      .end(JSON.stringify({ partialSuccess: { rejectedSpans: '2', errorMessage: 'no' } })),
  );
  start();
  add(5);
  await waitFor(() => exporter.counts().exported === 3, { describe: 'three are taken' });
  expect(exporter.counts()).toMatchObject({ refused: 2 });
  expect(collector.requests).toHaveLength(1);
});

test('a collector that is not there costs a bounded number of attempts, then the spans, and one line', async () => {
  start({ batchMax: 5 }, 'http://127.0.0.1:1/v1/traces');
  add(10);
  await waitFor(() => exporter.counts().dropped === 10, { describe: 'all are dropped' });
  expect(lines).toEqual([expect.objectContaining({ count: 5, reason: 'ECONNREFUSED' })]);
});

test('so does one that breaks off, talks nonsense, or never ends its response', async () => {
  const nonsense = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end('what do you want\r\n\r\n');
  });
  await new Promise<void>((resolve) => nonsense.listen(0, '127.0.0.1', resolve));
  const { port } = nonsense.address() as { port: number };
  start({}, `http://127.0.0.1:${port}/`);
  add(1);
  await waitFor(() => exporter.counts().dropped === 1, { describe: 'it is dropped' });
  await exporter.close();
  nonsense.close();
  // A response that goes on and on has a status, and that is all that is read of it.
  collector.respond((response) => {
    response.writeHead(200);
    const more = (): void => void (!response.destroyed && response.write('x'.repeat(65_536), more));
    more();
  });
  start();
  add(1);
  await waitFor(() => exporter.counts().exported === 1, { describe: 'it is taken' });
});

test('whoever stops sends what waits', async () => {
  start({ delayMs: 3_600_000 });
  add(3);
  await exporter.close();
  expect(collector.spans()).toHaveLength(3);
  exporter.add(spanOf());
  expect(exporter.counts()).toMatchObject({ exported: 3, dropped: 1 });
});

test('and is not held up by a collector that refuses for now', async () => {
  collector.respond((response) => response.writeHead(503, { 'retry-after': '3600' }).end());
  start();
  add(1);
  await waitFor(() => collector.requests.length === 1, { describe: 'it was asked' });
  await exporter.close();
  expect(exporter.counts()).toMatchObject({ exported: 0, dropped: 1 });
});

describe('what OpenTelemetry’s variables say', () => {
  const settings: TraceSettings = {
    otlpEndpoint: undefined,
    otlpTracesEndpoint: undefined,
    otlpHeaders: {},
    otlpTimeoutMs: 1_000,
    otelServiceName: undefined,
    otelResourceAttributes: {},
  };
  const traced = { serviceName: 'tollgate-gateway', instanceId: 'gw-1', log: silentLogger };
  const opened = (changes: Partial<TraceSettings>) => {
    exporter = openSpanExporter({ ...settings, ...changes }, traced)!;
    exporter.add(spanOf());
    return exporter.close().then(() => collector.requests[0]!);
  };

  test('nothing is nowhere to send to', () => {
    start();
    expect(openSpanExporter(settings, traced)).toBeNull();
  });

  test('an endpoint gets the path of traces behind its own', async () => {
    expect(await opened({ otlpEndpoint: `${collector.url}/otlp` })).toMatchObject({
      path: '/otlp/v1/traces',
    });
  });

  test('that of traces is taken as it is, query and all', async () => {
    const otlpTracesEndpoint = `${collector.url}/mine?a=b`;
    const { path } = await opened({ otlpEndpoint: 'http://127.0.0.1:1', otlpTracesEndpoint });
    expect(path).toBe('/mine?a=b');
  });

  test('spans name the process; the operator’s names come first', async () => {
    const otelResourceAttributes = { 'service.name': 'a', 'deployment.environment.name': 'production' };
    const { spans } = await opened({
      otlpEndpoint: collector.url,
      otelServiceName: 'b',
      otelResourceAttributes,
    });
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(spans[0]!.resource).toMatchObject({
      'service.name': 'b',
      'service.version': version,
      'service.instance.id': 'gw-1',
      'deployment.environment.name': 'production',
    });
  });
});
