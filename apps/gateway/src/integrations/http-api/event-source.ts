import { isUtf8 } from 'node:buffer';
import { isHttpApiEventHeader } from '../../http/http-api-headers.js';
import { mediaTypeOf } from '../../http/media-type.js';
import type { Routed } from '../../invocation/invocation.js';
import { requestScope } from '../../invocation/request-scope.js';
import { decodedPath } from '../../invocation/http-api/http-values.js';
import type { RequestChanges } from './map-request.js';

/** What events are made of: the request as mappings leave it. */
export interface EventSource {
  /** Name, value, name, value, ...; with what the gateway adds, and without what is the connection's. */
  readonly fields: readonly string[];
  /** Raw. */
  readonly query: string;
  /** Decoded, behind a named stage. */
  readonly path: string;
  /** Null where there is none. */
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

export function eventSource(invocation: Routed, changes: RequestChanges | null): EventSource {
  const { address, body } = invocation;
  const fields = eventFields(requestScope(invocation).headers, body?.length ?? 0);
  const query = address.query;
  return {
    fields: changes === null ? fields : changes.headers(fields),
    query: changes === null ? query : changes.query(query),
    path: changes?.path ?? decodedPath(address),
    ...eventBody(body, invocation.request.contentType),
  };
}

/** Every event names the length of the body (public reports). */
function eventFields(headers: readonly string[], bodyBytes: number): string[] {
  const fields = ['Content-Length', String(bodyBytes)];
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index]!;
    if (isHttpApiEventHeader(name.toLowerCase())) fields.push(name, headers[index + 1]!);
  }
  return fields;
}

/**
 * Text goes as it is, everything else as Base64, forms too (public reports). Ours: so does a text that is no
 * UTF-8, which would not come through; what has no content type is text if it can be.
 */
function eventBody(
  body: Buffer | null,
  contentType: string | null,
): Pick<EventSource, 'body' | 'isBase64Encoded'> {
  if (body === null || body.length === 0) return { body: null, isBase64Encoded: false };
  const isText = (contentType === null || isTextType(mediaTypeOf(contentType))) && isUtf8(body);
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

const isTextType = (mediaType: string): boolean =>
  mediaType.startsWith('text/') ||
  /^application\/(?:json|xml|javascript|ecmascript|graphql|(?:[\w.!#$&^-]+\+(?:json|xml)))$/.test(mediaType);
