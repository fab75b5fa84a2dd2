import { compileMappingSource, type MappedValue, type MappingScope } from '#libs/mapping-templates';
import type { SnapshotIntegrationResponse, SnapshotMethod } from '#libs/snapshot-format';
import type { Received } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import { requestScope } from '../../invocation/request-scope.js';
import { ResponseScope } from '../../invocation/response-scope.js';
import type { Verdict } from '../../invocation/step.js';
import { applyResponseHeaders, overriddenStatus } from './apply-overrides.js';
import type { IsBinary } from './binary-media-types.js';
import { activateTemplate, type ActiveTemplate } from './choose-template.js';
import { compileResultConversion, type ResultConversion } from './convert-response.js';
import { convertContent, givesText } from './convert-content.js';
import { fieldText, responseHeaderName } from '../../http/header-fields.js';
import { charsOf, mappedCharsMax, mappedTooLong, unreadableIn } from './parameter-mappings.js';
import { compileStatusPattern } from './selection-pattern.js';
import { firstAccepted } from '../../http/media-type.js';

interface ActiveResponse {
  readonly matches: ((subject: string) => boolean) | null;
  /** The pattern, when it cannot be read: a call that comes to it fails. */
  readonly unreadablePattern: string | null;
  /** Why its headers cannot be mapped; null when they can. */
  readonly unreadableHeaders: string | null;
  readonly status: number;
  readonly headers: readonly { readonly name: string; readonly read: (scope: MappingScope) => MappedValue }[];
  /** Null: an empty template, which switches mapping off for its media type. */
  readonly templates: ReadonlyMap<string, ActiveTemplate | null>;
  readonly firstTemplate: ActiveTemplate | null;
  /** Null: the response is always text. */
  readonly conversion: ResultConversion | null;
}

/** How the response of a mapped integration becomes the method's response. */
export interface ResponseMapping {
  readonly mapResponse: (invocation: Received) => Verdict;
  readonly buildResponse: (invocation: Received) => Verdict;
}

/** What selection patterns are matched with. */
export interface ResponseSelection {
  readonly subject: (invocation: Received) => string;
  /** Null for a pattern that cannot be read. */
  readonly compilePattern: (pattern: string) => ((subject: string) => boolean) | null;
}

const byStatus: ResponseSelection = {
  subject: ({ exchange }) => String(exchange.result.status),
  compilePattern: compileStatusPattern,
};

/**
 * Compiles the integration responses of HTTP and MOCK, or with another selection of functions: the first
 * whose pattern is the whole backend status, else the default one, else a configuration error; a status
 * without a method response is one too (guide page "Integration response"; recorded: MOCK, HTTP).
 */
export function compileResponseMapping(
  responses: readonly SnapshotIntegrationResponse[],
  methodResponses: SnapshotMethod['methodResponses'],
  isBinary: IsBinary,
  selection: ResponseSelection = byStatus,
): ResponseMapping {
  const active = responses.map((response) => activateResponse(response, isBinary, selection));
  const isFallback = ({ matches, unreadablePattern }: ActiveResponse) =>
    matches === null && unreadablePattern === null;
  const withPattern = active.filter((response) => !isFallback(response));
  const fallback = active.find(isFallback) ?? null;
  const declared = new Set(Object.keys(methodResponses).map(Number));

  return {
    mapResponse(invocation) {
      const subject = selection.subject(invocation);
      const chosen = withPattern.find(({ matches }) => matches === null || matches(subject)) ?? fallback;
      if (!chosen) {
        // What a function throws may hold anything, and this goes to the log.
        const what = /^\d{3}$/.test(subject) ? subject : 'the error of the function';
        return reject('response.unmatched', `no integration response matches ${what}`);
      }
      if (chosen.unreadablePattern !== null) {
        return reject('response.pattern', `selection pattern ${chosen.unreadablePattern} cannot be read`);
      }
      return mapWith(chosen, invocation);
    },
    buildResponse(invocation) {
      // A template may answer with a status that the method does not declare (guide page on overrides, its
      // example).
      if (overriddenStatus(invocation.overrides) !== null) return null;
      const { status } = invocation.response!;
      if (declared.has(status)) return null;
      return reject('response.undeclared', `the method has no response with the status ${status}`);
    },
  };
}

function activateResponse(
  response: SnapshotIntegrationResponse,
  isBinary: IsBinary,
  { compilePattern }: ResponseSelection,
): ActiveResponse {
  const templates = new Map<string, ActiveTemplate | null>();
  for (const [mediaType, template] of Object.entries(response.templates ?? {})) {
    templates.set(mediaType.toLowerCase(), template && activateTemplate(mediaType, template));
  }
  const { selectionPattern } = response;
  const matches = selectionPattern === null ? null : compilePattern(selectionPattern);
  return {
    matches,
    unreadablePattern: matches === null ? selectionPattern : null,
    unreadableHeaders: unreadableIn(response.headers),
    status: Number(response.statusCode),
    headers: response.headers.flatMap(({ name, from }) => {
      const onTheWire = responseHeaderName(name);
      return onTheWire === null ? [] : [{ name: onTheWire, read: compileMappingSource(from) }];
    }),
    templates,
    firstTemplate: templates.values().next().value ?? null,
    conversion: compileResultConversion(response.contentHandling ?? null, isBinary),
  };
}

function mapWith(chosen: ActiveResponse, invocation: Received): Verdict {
  if (chosen.unreadableHeaders !== null) return reject('mapping.header', chosen.unreadableHeaders);
  const { rawHeaders, body: backendBody } = invocation.exchange.result;
  const accepted = chosen.templates.get(firstAccepted(invocation.request.accept));
  const template = accepted === undefined ? chosen.firstTemplate : accepted;
  const conversion = chosen.conversion === null ? 'text' : chosen.conversion(invocation);
  if (template && !givesText(conversion)) {
    return reject('mapping.binary_template', 'a response template cannot read a binary body');
  }
  let payload = backendBody;
  // A template reads the body as text anyway.
  if (payload !== null && !(template && conversion === 'text')) {
    payload = convertContent(payload, conversion);
    if (payload === null) return reject('mapping.base64', 'the answer is not Base64');
  }
  let scope: ResponseScope | null = null;
  const scopeOf = () =>
    (scope ??= new ResponseScope(requestScope(invocation), rawHeaders, payload, invocation.overrides));

  const headers: string[] = [];
  let contentType: string | null = null;
  let chars = 0;
  for (const { name, read } of chosen.headers) {
    const value = read(scopeOf());
    if (value === undefined) continue;
    if ((chars += charsOf(value)) > mappedCharsMax) return reject('mapping.header', mappedTooLong);
    const text = fieldText(value);
    if (name.length === 12 && name.toLowerCase() === 'content-type') contentType = text;
    else headers.push(name, text);
  }

  let body: Buffer | string | null = payload;
  if (template) {
    body = template.constant;
    if (body === null) {
      const rendered = template.render(scopeOf());
      if (!rendered.ok) return reject('mapping.template', rendered.error.message);
      body = rendered.text;
      invocation.overrides = rendered.overrides;
    }
  }
  headers.push('Content-Type', contentType ?? template?.mediaType ?? 'application/json');
  const { overrides } = invocation;
  invocation.response = {
    status: overriddenStatus(overrides) ?? chosen.status,
    headers: applyResponseHeaders(headers, overrides),
    body,
    streamBytes: null,
  };
  return null;
}
