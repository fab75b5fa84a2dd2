import type { UriPart, UriTemplate } from './parse-uri-template.js';
import { ownMember, type Values } from './template-scope.js';

/** What fills an integration URI: mapped path parameters and the stage's variables. */
export interface UriValues {
  readonly path: Values;
  readonly stageVariables: Values;
}

/**
 * The URI to call, or why there is none (the caller of the API sees a 500, recorded for an undefined stage
 * variable).
 */
export type RenderUriResult =
  { readonly ok: true; readonly uri: string } | { readonly ok: false; readonly error: RenderUriError };

/** Closed set of what can go wrong; `name` is the placeholder's. */
export interface RenderUriError {
  readonly code: 'undefined-stage-variable' | 'undefined-path-parameter' | 'unsafe-host';
  readonly name: string;
}

// A placeholder for a host takes names and a port. `@`, `/` and their like would let a caller choose another
// host.
const HOST_TEXT = /^[A-Za-z0-9.:_-]+$/;
// What may stand in a path as it is (RFC 3986 section 3.3, with `/` for greedy variables); escapes are kept
// by the pattern.
const PATH_UNSAFE = /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]+/g;

/**
 * Turns a parsed URI into a function, once per activation. Path parameters arrive raw and keep their escapes;
 * whatever could end the path (`?`, `#`, blanks, control characters) is escaped. Dot segments are kept: send
 * the URI's path as it is. Stage variables are inserted unchanged, their author being the API's; an undefined
 * one is an error in the host and empty elsewhere.
 */
export function compileUriTemplate({ parts }: UriTemplate): (values: UriValues) => RenderUriResult {
  return (values) => {
    let uri = '';
    for (const part of parts) {
      const text = fill(part, values);
      if (typeof text !== 'string') return { ok: false, error: text };
      uri += text;
    }
    return { ok: true, uri };
  };
}

function fill(part: UriPart, { path, stageVariables }: UriValues): string | RenderUriError {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'stageVariable': {
      const value = ownMember(stageVariables, part.name) ?? '';
      return value === '' && part.inAuthority ? { code: 'undefined-stage-variable', name: part.name } : value;
    }
    case 'pathParameter': {
      const value = ownMember(path, part.name);
      if (value === undefined) return { code: 'undefined-path-parameter', name: part.name };
      if (part.inAuthority) return HOST_TEXT.test(value) ? value : { code: 'unsafe-host', name: part.name };
      // toWellFormed's work by hand: encodeURIComponent throws on half of a surrogate pair.
      return value.replace(PATH_UNSAFE, (unsafe) =>
        encodeURIComponent(Buffer.from(unsafe, 'utf8').toString('utf8')),
      );
    }
  }
}
