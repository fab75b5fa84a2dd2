import {
  compileMappingSource,
  type MappedValue,
  type MappingScope,
  type MappingSource,
} from '#libs/mapping-templates';
import type { Received } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import { requestScope } from '../../invocation/request-scope.js';
import { ResponseScope } from '../../invocation/response-scope.js';
import type { Verdict } from '../../invocation/step.js';
import { applyResponseHeaders, overriddenStatus } from './apply-overrides.js';
import type { ActiveTemplate } from './choose-template.js';
import type { ResultConversion } from './convert-response.js';
import { givesText, type Conversion } from './convert-content.js';
import { fieldText, responseHeaderName } from '../../http/header-fields.js';
import { charsOf, mappedCharsMax, mappedTooLong, unreadableIn } from './parameter-mappings.js';

/** What the integration responses of all protocols have. */
export interface MappableResponse {
  /**
   * A regular expression for what responses are chosen by, the whole of it; null marks the default response.
   */
  readonly selectionPattern: string | null;
  readonly headers: readonly { readonly name: string; readonly from: MappingSource }[];
}

/** What an integration response does, by the rules of the API's protocol. */
export interface ResponseForm {
  readonly statusOf: (invocation: Received) => number;
  /** Null: the body passes. */
  readonly templateFor: (invocation: Received) => ActiveTemplate | null;
  /** Null: the response is always text. */
  readonly conversion: ResultConversion | null;
  /** Null: the payload was to be Base64 and is not. */
  readonly convert: (payload: Buffer, conversion: Conversion) => Buffer | string | null;
}

interface ActiveResponse extends ResponseForm {
  readonly matches: ((subject: string) => boolean) | null;
  /** The pattern, when it cannot be read: a call that comes to it fails. */
  readonly unreadablePattern: string | null;
  /** Why its headers cannot be mapped; null when they can. */
  readonly unreadableHeaders: string | null;
  readonly headers: readonly { readonly name: string; readonly read: (scope: MappingScope) => MappedValue }[];
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

/**
 * Compiles integration responses: the first whose pattern is the whole of what they are chosen by, else the
 * default one, else a configuration error (guide page "Integration response"; recorded: MOCK, HTTP).
 */
export function compileMappedResponses<Response extends MappableResponse>(
  responses: readonly Response[],
  selection: ResponseSelection,
  formOf: (response: Response) => ResponseForm,
): ResponseMapping['mapResponse'] {
  const active = responses.map((response) => activateResponse(response, selection, formOf(response)));
  const isFallback = ({ matches, unreadablePattern }: ActiveResponse) =>
    matches === null && unreadablePattern === null;
  const withPattern = active.filter((response) => !isFallback(response));
  const fallback = active.find(isFallback) ?? null;

  return (invocation) => {
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
  };
}

function activateResponse(
  { selectionPattern, headers }: MappableResponse,
  { compilePattern }: ResponseSelection,
  form: ResponseForm,
): ActiveResponse {
  const matches = selectionPattern === null ? null : compilePattern(selectionPattern);
  return {
    ...form,
    matches,
    unreadablePattern: matches === null ? selectionPattern : null,
    unreadableHeaders: unreadableIn(headers),
    headers: headers.flatMap(({ name, from }) => {
      const onTheWire = responseHeaderName(name);
      return onTheWire === null ? [] : [{ name: onTheWire, read: compileMappingSource(from) }];
    }),
  };
}

function mapWith(chosen: ActiveResponse, invocation: Received): Verdict {
  if (chosen.unreadableHeaders !== null) return reject('mapping.header', chosen.unreadableHeaders);
  const { rawHeaders, body: backendBody } = invocation.exchange.result;
  const template = chosen.templateFor(invocation);
  const conversion = chosen.conversion === null ? 'text' : chosen.conversion(invocation);
  if (template && !givesText(conversion)) {
    return reject('mapping.binary_template', 'a response template cannot read a binary body');
  }
  let payload: Buffer | string | null = backendBody;
  // A template reads the body as text anyway.
  if (backendBody !== null && !(template && conversion === 'text')) {
    payload = chosen.convert(backendBody, conversion);
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
    status: overriddenStatus(overrides) ?? chosen.statusOf(invocation),
    headers: applyResponseHeaders(headers, overrides),
    body,
    streamBytes: null,
  };
  return null;
}
