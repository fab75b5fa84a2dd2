import { spanKinds, type Span, type SpanAttributes } from './span.js';

/** OTLP's number for a status that is an error. */
const statusError = 2;
const textCharsMax = 1_024;

/**
 * Spans as a body of OTLP/HTTP with JSON (OpenTelemetry protocol, "JSON Protobuf Encoding": ids in hex,
 * 64-bit numbers as text). `resource`: what all of them say of the process.
 */
export function encodeSpans(resource: SpanAttributes, scope: SpanScope, spans: readonly Span[]): string {
  return JSON.stringify({
    resourceSpans: [
      { resource: { attributes: attributesOf(resource) }, scopeSpans: [{ scope, spans: spans.map(wireOf) }] },
    ],
  });
}

/** Which code has made the spans. */
export interface SpanScope {
  readonly name: string;
  readonly version: string;
}

function wireOf(span: Span): unknown {
  const { traceId, spanId, parentSpanId, traceState, name, kind, links } = span;
  return {
    traceId,
    spanId,
    ...(parentSpanId !== null && { parentSpanId }),
    ...(traceState !== '' && { traceState }),
    name,
    kind: spanKinds[kind],
    startTimeUnixNano: nanoseconds(span.startMs),
    endTimeUnixNano: nanoseconds(span.endMs),
    attributes: attributesOf(span.attributes),
    ...(links !== undefined && { links }),
    status: span.hasFailed ? { code: statusError } : {},
  };
}

/** As text: they do not fit into a number. */
function nanoseconds(ms: number): string {
  const whole = Math.floor(ms);
  return `${whole}${Math.floor((ms - whole) * 1e6)
    .toString()
    .padStart(6, '0')}`;
}

function attributesOf(attributes: SpanAttributes): unknown[] {
  const written: unknown[] = [];
  for (const key in attributes) {
    const value = attributes[key];
    if (value === undefined || value === null) continue;
    written.push({ key, value: valueOf(value) });
  }
  return written;
}

function valueOf(value: string | number | boolean): unknown {
  switch (typeof value) {
    case 'string':
      return { stringValue: value.length > textCharsMax ? value.slice(0, textCharsMax) : value };
    case 'boolean':
      return { boolValue: value };
    default:
      return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  }
}
