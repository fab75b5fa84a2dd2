import type { CallerResponse } from '../../invocation/caller-response.js';
import { decodeBase64 } from '../mapping/base64.js';
import { fieldText, isFieldName, responseHeaderName } from '../../http/header-fields.js';

/** What a proxied function's result says, or why it says nothing: logged, so without a word of it. */
export type FunctionResponse =
  { readonly ok: true; readonly response: CallerResponse } | { readonly ok: false; readonly reason: string };

const members = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * Reads the result of a proxied function (recorded: Lambda proxy, response of the function): an object with
 * any of five members and no others. `takesBytes`: the caller accepts a binary media type, so that Base64 is
 * decoded.
 */
export function readFunctionResponse(result: Buffer, takesBytes: boolean): FunctionResponse {
  const parsed = parse(result);
  if (!isObject(parsed)) return malformed('the function returned no object');
  if (!Object.keys(parsed).every((name) => members.has(name))) {
    return malformed('the function returned a member that is not known');
  }
  const status = statusOf(parsed['statusCode'] ?? 200);
  if (status === null) return malformed('statusCode is none');
  const text = parsed['body'] ?? '';
  if (typeof text !== 'string') return malformed('body is no text');
  const headers = headersOf(parsed['headers'] ?? {}, parsed['multiValueHeaders'] ?? {});
  if (typeof headers === 'string') return malformed(headers);
  const body = parsed['isBase64Encoded'] === true && takesBytes ? decodeBase64(text) : text;
  if (body === null) return malformed('body is not Base64');
  return { ok: true, response: { status, headers, body, streamBytes: null } };
}

/**
 * Reads the metadata in front of a streamed body: an object with any of `statusCode`, `headers`,
 * `multiValueHeaders` and `cookies` (guide page "Stream the integration response").
 */
export function readStreamedHead(metadata: string): FunctionResponse {
  const parsed = parse(Buffer.from(metadata, 'utf8'));
  if (!isObject(parsed)) return malformed('the metadata is no object');
  const status = statusOf(parsed['statusCode'] ?? 200);
  if (status === null) return malformed('statusCode is none');
  const headers = headersOf(parsed['headers'] ?? {}, parsed['multiValueHeaders'] ?? {});
  if (typeof headers === 'string') return malformed(headers);
  const cookies = parsed['cookies'] ?? [];
  if (!Array.isArray(cookies) || !cookies.every((cookie) => typeof cookie === 'string')) {
    return malformed('cookies are no list of texts');
  }
  for (const cookie of cookies) headers.push('Set-Cookie', fieldText(cookie));
  return { ok: true, response: { status, headers, body: null, streamBytes: null } };
}

function malformed(reason: string): FunctionResponse {
  return { ok: false, reason };
}

function parse(result: Buffer): unknown {
  try {
    return JSON.parse(result.toString('utf8'));
  } catch {
    // Not JSON: no object.
    return undefined;
  }
}

/** 200 to 599, as a number or a text; null for anything else. */
export function statusOf(value: unknown): number | null {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^[2-5]\d\d$/.test(text) ? Number(text) : null;
}

const headersOf = (single: unknown, multi: unknown): string[] | string =>
  functionHeaders(single, multi, ofRestApi);

/** What APIs of a protocol make of a function's headers. */
interface HeaderForm {
  /** Where the function says none. */
  readonly contentType: string;
  /** The name that a header goes out under; null when it does not. */
  readonly nameFor: (name: string) => string | null;
}

const ofRestApi: HeaderForm = { contentType: 'application/json', nameFor: responseHeaderName };

/**
 * Multi values first, then single ones, by name in any spelling (recorded: Lambda proxy); or what is wrong
 * with them.
 */
export function functionHeaders(
  single: unknown,
  multi: unknown,
  { contentType, nameFor }: HeaderForm,
): string[] | string {
  if (!isObject(single) || !isObject(multi)) return 'headers are no object';
  const byLowerName = new Map<string, { name: string; values: Set<string> }>();
  const add = (name: string, value: unknown): boolean => {
    if (value === null) return true;
    if (!isFieldName(name) || !isPlain(value)) return false;
    const lower = name.toLowerCase();
    const known = byLowerName.get(lower);
    const text = fieldText(String(value));
    if (known) known.values.add(text);
    else byLowerName.set(lower, { name, values: new Set([text]) });
    return true;
  };
  for (const [name, values] of Object.entries(multi)) {
    if (!Array.isArray(values) || !values.every((value) => add(name, value))) {
      return 'a member of multiValueHeaders is no list of texts, or has no name for a header';
    }
  }
  for (const [name, value] of Object.entries(single)) {
    if (!add(name, value)) return 'a member of headers is no text, or has no name for a header';
  }
  if (!byLowerName.has('content-type')) add('Content-Type', contentType);
  return [...byLowerName.values()].flatMap(({ name, values }) => {
    const onTheWire = nameFor(name);
    return onTheWire === null ? [] : [...values].flatMap((value) => [onTheWire, value]);
  });
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
