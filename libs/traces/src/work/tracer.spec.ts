import { setImmediate as turn } from 'node:timers/promises';
import type { Span } from '../spans/span.js';
import { Tracer, traceParentOf } from './tracer.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentId = '00f067aa0ba902b7';

function tracing() {
  const spans: Span[] = [];
  const tracer = new Tracer({ add: (span) => void spans.push(span), close: () => Promise.resolve() });
  return { spans, tracer };
}

test('what runs within work is below it, also after it has waited, and in its trace', async () => {
  const { spans, tracer } = tracing();
  const parent = `00-${traceId}-${parentId}-01`;
  await tracer.run({ name: 'call', kind: 'server', parent, traceState: 'a=1' }, async (span) => {
    await turn();
    await Promise.all([
      tracer.run({ name: 'one', kind: 'internal' }, () => turn()),
      tracer.run({ name: 'two', kind: 'internal' }, () => turn()),
    ]);
    span!.attributes = { found: 'out' };
  });
  const [one, two, call] = spans;
  expect(call).toMatchObject({
    traceId,
    parentSpanId: parentId,
    traceState: 'a=1',
    attributes: { found: 'out' },
  });
  for (const span of [one, two]) {
    expect(span).toMatchObject({ traceId, parentSpanId: call!.spanId, traceState: 'a=1', hasFailed: false });
  }
  expect(call!.startMs).toBeLessThanOrEqual(one!.startMs);
  expect(call!.endMs).toBeGreaterThanOrEqual(one!.endMs);
});

test('work that is not within other work begins a trace', async () => {
  const { spans, tracer } = tracing();
  await tracer.run({ name: 'a', kind: 'consumer' }, () => Promise.resolve());
  await tracer.run({ name: 'b', kind: 'consumer', parent: 'rubbish' }, () => Promise.resolve());
  expect(spans.map(({ parentSpanId }) => parentSpanId)).toEqual([null, null]);
  expect(spans[0]!.traceId).not.toBe(spans[1]!.traceId);
});

test('work that fails says so, by the class of its error and not by its text', async () => {
  const { spans, tracer } = tracing();
  const failing = tracer.run({ name: 'a', kind: 'internal' }, () =>
    Promise.reject(new TypeError('a secret')),
  );
  await expect(failing).rejects.toThrow('a secret');
  expect(spans).toMatchObject([{ hasFailed: true, attributes: { 'error.type': 'TypeError' } }]);
  expect(JSON.stringify(spans)).not.toContain('secret');
});

test('a trace that its caller does not record is not recorded, nor are parts of it', async () => {
  const { spans, tracer } = tracing();
  const parent = `00-${traceId}-${parentId}-00`;
  const done = await tracer.run({ name: 'a', kind: 'server', parent }, (span) =>
    tracer.runPart({ name: 'b', kind: 'internal' }, (part) => Promise.resolve([span, part])),
  );
  expect(done).toEqual([null, null]);
  expect(spans).toEqual([]);
});

test('without a collector work runs, and that is all', async () => {
  const tracer = new Tracer(null);
  expect(tracer.isOn).toBe(false);
  expect(await tracer.run({ name: 'a', kind: 'server' }, (span) => Promise.resolve(span))).toBeNull();
});

test('its name for others is a traceparent', async () => {
  const { tracer } = tracing();
  const span = tracer.begin({ name: 'a', kind: 'producer' })!;
  expect(traceParentOf(span)).toBe(`00-${span.traceId}-${span.spanId}-01`);
});
