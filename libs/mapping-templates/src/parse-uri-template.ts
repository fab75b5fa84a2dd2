import type { ParseError } from './template.js';

/** An integration URI in pieces. Plain JSON for snapshots. */
export interface UriTemplate {
  readonly parts: readonly UriPart[];
}

/** `inAuthority`: the piece may be part of the host, so what is filled in there decides who is called. */
export type UriPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `{name}`, filled from `integration.request.path.name` only (recorded: HTTP_PROXY). */
  | { readonly kind: 'pathParameter'; readonly name: string; readonly inAuthority: boolean }
  /** `${stageVariables.name}` */
  | { readonly kind: 'stageVariable'; readonly name: string; readonly inAuthority: boolean };

/** A URI that was read, or the error. */
export type ParseUriResult =
  { readonly ok: true; readonly template: UriTemplate } | { readonly ok: false; readonly error: ParseError };

const PLACEHOLDER = /\$\{stageVariables\.([A-Za-z0-9_]+)\}|\{([a-zA-Z0-9._$-]+)\+?\}/y;

/**
 * Reads an integration URI (also an ARN or a connection id): braces that are neither kind of placeholder are
 * an error.
 */
export function parseUriTemplate(uri: string): ParseUriResult {
  const parts: UriPart[] = [];
  let literal = '';
  let textStart = 0;
  for (let at = 0; at < uri.length; at++) {
    const braced = uri[at] === '{' || uri[at] === '}' || uri.startsWith('${', at);
    if (!braced) continue;
    PLACEHOLDER.lastIndex = at;
    const found = PLACEHOLDER.exec(uri);
    if (found === null) {
      return {
        ok: false,
        error: { message: `Not a placeholder in the URI: ${uri.slice(at, at + 40)}`, offset: at },
      };
    }
    const text = uri.slice(textStart, at);
    if (text !== '') parts.push({ kind: 'text', text });
    literal += text;
    const inAuthority = !authorityIsOver(literal);
    if (found[1] !== undefined) parts.push({ kind: 'stageVariable', name: found[1], inAuthority });
    else parts.push({ kind: 'pathParameter', name: found[2]!, inAuthority });
    textStart = at + found[0].length;
    at = textStart - 1;
  }
  if (textStart < uri.length) parts.push({ kind: 'text', text: uri.slice(textStart) });
  return { ok: true, template: { parts } };
}

// `literal` is the text so far without what will be filled in. ARNs have no host to protect.
function authorityIsOver(literal: string): boolean {
  const scheme = literal.indexOf('://');
  return literal.startsWith('arn:') || (scheme >= 0 && /[/?#]/.test(literal.slice(scheme + 3)));
}
