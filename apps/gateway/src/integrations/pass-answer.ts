import type { Invocation } from '../invocation/invocation.js';
import { connectionOptions, headerRules, remapped } from './header-rules.js';

/** Passes a backend's answer on: status, headers by the table of header rules, body as it streams in. */
export function passAnswer(invocation: Invocation): null {
  const { status, rawHeaders, stream, body } = invocation.integrationAnswer!;
  const raw = rawHeaders!;
  const headers: string[] = [];
  let streamBytes: number | null = null;
  let hasContentType = false;
  let listed: ReadonlySet<string> | null = null;
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!.toString('latin1');
    const value = raw[index + 1]!.toString('latin1');
    const lower = name.toLowerCase();
    const rule = headerRules.get(lower);
    if (rule === undefined || rule.fromBackend === 'pass') {
      if (lower === 'content-type') hasContentType = true;
      headers.push(name, value);
      continue;
    }
    if (lower === 'content-length') streamBytes = Number(value);
    else if (lower === 'connection') listed = connectionOptions(value);
    if (rule.fromBackend === 'remap') headers.push(`${remapped}${rule.name}`, value);
  }
  // Every answer has a content type (guide page "Important notes"), but one without a body describes none.
  if (!hasContentType && status !== 204 && status !== 304) headers.push('Content-Type', 'application/json');
  invocation.answer = {
    status,
    headers: listed === null ? headers : withoutListed(headers, listed),
    body: stream ?? body,
    streamBytes: describesAnotherBody(invocation) ? null : streamBytes,
  };
  return null;
}

/** A backend that was asked by HEAD tells the length of a body that does not follow, and a caller who did not ask so would wait for it. */
function describesAnotherBody({ integrationRequest, request, head }: Invocation): boolean {
  if (integrationRequest!.httpMethod !== 'HEAD') return false;
  return request.method !== 'HEAD' || head.methodOverride !== null;
}

/** Headers that the backend's Connection header names belong to its connection and end there (RFC 9110, section 7.6.1). */
function withoutListed(headers: readonly string[], listed: ReadonlySet<string>): string[] {
  return headers.filter((_, index) => !listed.has(headers[index - (index % 2)]!.toLowerCase()));
}
