import type { TemplateOverrides } from '#libs/mapping-templates';
import { fieldText, isFieldName, responseHeaderName } from './header-fields.js';
import { headerRules } from './header-rules.js';
import { queryPairs, type MappedParameters } from './parameter-mappings.js';

/** What mappings and overrides came to, or the header that no request may set. */
export type OverriddenParameters =
  | { readonly ok: true; readonly parameters: MappedParameters }
  | { readonly ok: false; readonly reason: string };

/**
 * Writes what a request template has set in `$context.requestOverride` over the mapped parameters, header by header and parameter by
 * parameter (guide page "Override your API's request and response parameters"). Headers keep to the rules for mapped ones.
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
  let query = mapped.query;
  for (const [name, value] of Object.entries(request.querystring)) {
    const pairs = queryPairs(name, typeof value === 'string' ? [value] : value);
    const start = `${pairs.slice(0, pairs.indexOf('='))}=`;
    const others = query.split('&').filter((pair) => pair !== '' && !pair.startsWith(start));
    query = [...others, pairs].filter((part) => part !== '').join('&');
  }
  let headers = mapped.headers;
  for (const [name, value] of Object.entries(request.header)) {
    if (!isFieldName(name)) return { ok: false, reason: 'an override names no header' };
    const rule = headerRules.get(name.toLowerCase())?.mappedToBackend ?? 'send';
    if (rule === 'fail') return { ok: false, reason: `the header ${name} cannot be set` };
    if (rule === 'send') headers = withHeader(headers, name, fieldText(value));
  }
  return { ok: true, parameters: { path, query, headers } };
}

/** Writes `$context.responseOverride.header` over the mapped headers of an answer; a name that is none is left out. */
export function applyResponseHeaders(
  headers: readonly string[],
  overrides: TemplateOverrides | null,
): readonly string[] {
  if (overrides === null) return headers;
  let result = headers;
  for (const [name, value] of Object.entries(overrides.response.header)) {
    const onTheWire = isFieldName(name) ? responseHeaderName(name) : null;
    if (onTheWire !== null) result = withHeader(result, onTheWire, fieldText(value));
  }
  return result;
}

/** The status that a template has set; null when there is none. An interim one (1xx) is no answer. */
export function overriddenStatus(overrides: TemplateOverrides | null): number | null {
  const status = overrides?.response.status ?? null;
  return status !== null && status >= 200 ? status : null;
}

function withHeader(headers: readonly string[], name: string, value: string): readonly string[] {
  const lower = name.toLowerCase();
  const kept = headers.filter((_, index) => headers[index - (index % 2)]!.toLowerCase() !== lower);
  return [...kept, name, value];
}
