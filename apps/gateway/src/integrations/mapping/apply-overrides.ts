import type { OverrideValues, TemplateOverrides } from '#libs/mapping-templates';
import { fieldText, isFieldName, responseHeaderName } from '../../http/header-fields.js';
import { headerRules } from '../../http/header-rules.js';
import { queryPairs, type MappedParameters } from './parameter-mappings.js';

/** What mappings and overrides came to, or the header that no request may set. */
export type OverriddenParameters =
  | { readonly ok: true; readonly parameters: MappedParameters }
  | { readonly ok: false; readonly reason: string };

/**
 * Writes what a request template has set in `$context.requestOverride` over the mapped parameters, header by
 * header and parameter by parameter (guide page "Override your API's request and response parameters").
 * Headers keep to the rules for mapped ones.
 */
export function applyRequestOverrides(
  mapped: MappedParameters,
  overrides: TemplateOverrides | null,
): OverriddenParameters {
  if (overrides === null) return { ok: true, parameters: mapped };
  const { request } = overrides;
  const path = { ...mapped.path };
  for (const [name, value] of Object.entries(request.path)) {
    path[name] = typeof value === 'string' ? value : value.join(',');
  }
  const headers: NewHeaders = new Map();
  for (const [name, value] of Object.entries(request.header)) {
    if (!isFieldName(name)) return { ok: false, reason: 'an override names no header' };
    const rule = headerRules.get(name.toLowerCase())?.mappedToBackend ?? 'send';
    if (rule === 'fail') return { ok: false, reason: `the header ${name} cannot be set` };
    if (rule === 'send') setHeader(headers, name, fieldText(value));
  }
  return {
    ok: true,
    parameters: {
      path,
      query: withParameters(mapped.query, request.querystring),
      headers: withHeaders(mapped.headers, headers),
    },
  };
}

/**
 * Writes `$context.responseOverride.header` over the mapped headers of a response; a name that is none is
 * left out.
 */
export function applyResponseHeaders(
  headers: readonly string[],
  overrides: TemplateOverrides | null,
): readonly string[] {
  if (overrides === null) return headers;
  const written: NewHeaders = new Map();
  for (const [name, value] of Object.entries(overrides.response.header)) {
    const onTheWire = isFieldName(name) ? responseHeaderName(name) : null;
    if (onTheWire !== null) setHeader(written, onTheWire, fieldText(value));
  }
  return withHeaders(headers, written);
}

/** The status that a template has set; null when there is none. An interim one (1xx) is no response. */
export function overriddenStatus(overrides: TemplateOverrides | null): number | null {
  const status = overrides?.response.status ?? null;
  return status !== null && status >= 200 ? status : null;
}

/** Name and value by the name in lower case, in the order of their writing. */
type NewHeaders = Map<string, readonly [name: string, value: string]>;

function setHeader(headers: NewHeaders, name: string, value: string): void {
  const lower = name.toLowerCase();
  headers.delete(lower);
  headers.set(lower, [name, value]);
}

// In one go: a template can write so many that a walk through all for each would hold the process for
// minutes.
function withHeaders(headers: readonly string[], written: NewHeaders): readonly string[] {
  if (written.size === 0) return headers;
  const kept = headers.filter((_, index) => !written.has(headers[index - (index % 2)]!.toLowerCase()));
  for (const [name, value] of written.values()) kept.push(name, value);
  return kept;
}

function withParameters(query: string, written: OverrideValues): string {
  const pairsByName = new Map<string, string>();
  for (const [name, value] of Object.entries(written)) {
    const pairs = queryPairs(name, typeof value === 'string' ? [value] : value);
    pairsByName.set(nameOf(pairs), pairs);
  }
  const others = query.split('&').filter((pair) => !pairsByName.has(nameOf(pair)));
  return [...others, ...pairsByName.values()].filter((part) => part !== '').join('&');
}

/** What is in front of the first `=`. */
function nameOf(pair: string): string {
  const end = pair.indexOf('=');
  return end < 0 ? pair : pair.slice(0, end);
}
