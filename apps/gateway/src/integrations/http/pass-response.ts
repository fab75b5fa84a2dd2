import type { Received } from '../../invocation/invocation.js';
import { InternedText } from '../../http/interned-text.js';
import { connectionOptions, headerRules, remapped } from '../../http/header-rules.js';
import { isHttpApiResponseHeader } from '../../http/http-api-headers.js';

/** What becomes of a header of a backend. */
interface BackendHeader {
  /** In lower case. */
  readonly lower: string;
  /** What it goes on as; null: not at all. */
  readonly passedAs: string | null;
}

type Names = InternedText<BackendHeader>;

const ofRestApi: Names = new InternedText<BackendHeader>((name) => {
  const lower = name.toLowerCase();
  const rule = headerRules.get(lower);
  if (rule === undefined || rule.fromBackend === 'pass') return { lower, passedAs: name };
  return { lower, passedAs: rule.fromBackend === 'remap' ? `${remapped}${rule.name}` : null };
});
/** HTTP APIs rename nothing (public reports). */
const ofHttpApi: Names = new InternedText<BackendHeader>((name) => {
  const lower = name.toLowerCase();
  return { lower, passedAs: isHttpApiResponseHeader(lower) ? name : null };
});
const values = new InternedText<string>((value) => value);

/** Passes a backend's response on: status, headers by the table of header rules, body as it streams in. */
export function passResponse(invocation: Received): null {
  return pass(invocation, ofRestApi);
}

/** The same for HTTP APIs, which pass what belongs to no connection. */
export function passHttpApiResponse(invocation: Received): null {
  return pass(invocation, ofHttpApi);
}

function pass(invocation: Received, names: Names): null {
  const { status, rawHeaders, stream, body } = invocation.exchange.result;
  const raw = rawHeaders!;
  const headers: string[] = [];
  let streamBytes: number | null = null;
  let hasContentType = false;
  let listed: ReadonlySet<string> | null = null;
  for (let index = 0; index < raw.length; index += 2) {
    const { lower, passedAs } = names.of(raw[index]!);
    if (passedAs === null) {
      if (lower === 'content-length') streamBytes = Number(values.of(raw[index + 1]!));
      else if (lower === 'connection') listed = connectionOptions(values.of(raw[index + 1]!));
      continue;
    }
    const value = values.of(raw[index + 1]!);
    if (lower === 'content-type') hasContentType = true;
    else if (lower === 'content-length') streamBytes = Number(value);
    else if (lower === 'connection') listed = connectionOptions(value);
    headers.push(passedAs, value);
  }
  // Every response has a content type (guide page "Important notes"), but one without a body describes none.
  if (!hasContentType && names === ofRestApi && status !== 204 && status !== 304)
    headers.push('Content-Type', 'application/json');
  invocation.response = {
    status,
    headers: listed === null ? headers : withoutListed(headers, listed),
    body: stream ?? body,
    streamBytes: describesAnotherBody(invocation) ? null : streamBytes,
  };
  return null;
}

/**
 * A backend that was asked by HEAD tells the length of a body that does not follow, and a caller who did not
 * ask so would wait for it.
 */
function describesAnotherBody({ exchange, request }: Received): boolean {
  if (exchange.request!.httpMethod !== 'HEAD') return false;
  return request.sentMethod !== 'HEAD' || request.httpMethod !== 'HEAD';
}

/**
 * Headers that the backend's Connection header names belong to its connection and end there (RFC 9110,
 * section 7.6.1).
 */
function withoutListed(headers: readonly string[], listed: ReadonlySet<string>): string[] {
  return headers.filter((_, index) => !listed.has(headers[index - (index % 2)]!.toLowerCase()));
}
