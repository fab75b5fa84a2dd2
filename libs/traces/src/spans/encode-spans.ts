import { spanKinds, type Span, type SpanAttributes } from './span.js';

/** OTLP's number for a status that is an error. */
const statusError = 2;
const textCharsMax = 1_024;

/** Which code has made the spans. */
export interface SpanScope {
  readonly name: string;
  readonly version: string;
}

/**
 * Spans as a body of OTLP/HTTP with JSON (OpenTelemetry protocol, "JSON Protobuf Encoding": ids in hex,
 * 64-bit numbers as text). `resource`: what all of them say of the process.
 *
 * Put together by hand: an object for each value of each attribute, only to be written by `JSON.stringify`,
 * costs three times as much. Ids are hex and names of attributes are ours, so they need no escapes.
 */
export function encodeSpans(resource: SpanAttributes, scope: SpanScope, spans: readonly Span[]): string {
  let text = `{"resourceSpans":[{"resource":{"attributes":[${attributesOf(resource)}]}`;
  text += `,"scopeSpans":[{"scope":${JSON.stringify(scope)},"spans":[`;
  for (let index = 0; index < spans.length; index++) {
    if (index > 0) text += ',';
    text += spanOf(spans[index]!);
  }
  return `${text}]}]}]}`;
}

function spanOf({ traceId, spanId, parentSpanId, traceState, name, kind, ...span }: Span): string {
  let text = `{"traceId":"${traceId}","spanId":"${spanId}"`;
  if (parentSpanId !== null) text += `,"parentSpanId":"${parentSpanId}"`;
  if (traceState !== '') text += `,"traceState":${JSON.stringify(traceState)}`;
  text += `,"name":${JSON.stringify(name)},"kind":${spanKinds[kind]}`;
  text += `,"startTimeUnixNano":"${nanoseconds(span.startMs)}","endTimeUnixNano":"${nanoseconds(span.endMs)}"`;
  text += `,"attributes":[${attributesOf(span.attributes)}]`;
  if (span.links !== undefined) text += `,"links":${JSON.stringify(span.links)}`;
  return span.hasFailed ? `${text},"status":{"code":${statusError}}}` : `${text},"status":{}}`;
}

/** As text: they do not fit into a number. */
function nanoseconds(ms: number): string {
  const whole = Math.floor(ms);
  if (whole === ms) return `${ms}000000`;
  return `${whole}${Math.floor((ms - whole) * 1e6)
    .toString()
    .padStart(6, '0')}`;
}

function attributesOf(attributes: SpanAttributes): string {
  let text = '';
  for (const key in attributes) {
    const value = attributes[key];
    if (value === undefined || value === null) continue;
    text += `${text === '' ? '' : ','}{"key":${keyText(key)},"value":${valueOf(value)}}`;
  }
  return text;
}

const plainKey = /^[\w.-]*$/;

/** Those of the resource may be the operator's. */
function keyText(key: string): string {
  return plainKey.test(key) ? `"${key}"` : JSON.stringify(key);
}

function valueOf(value: string | number | boolean): string {
  switch (typeof value) {
    case 'string':
      return `{"stringValue":${JSON.stringify(value.length > textCharsMax ? value.slice(0, textCharsMax) : value)}}`;
    case 'boolean':
      return `{"boolValue":${value}}`;
    default:
      return Number.isSafeInteger(value)
        ? `{"intValue":"${value}"}`
        : `{"doubleValue":${JSON.stringify(value)}}`;
  }
}
