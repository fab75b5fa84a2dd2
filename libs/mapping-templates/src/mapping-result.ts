import type { ParseError } from './template.js';

/** An expression that was read, or the error. */
export type ParseMappingResult<E> =
  { readonly ok: true; readonly expression: E } | { readonly ok: false; readonly error: ParseError };

/** Pattern of a parameter's name in any place (guide page "Data mapping reference"), one capturing group. */
export const MAPPED_NAME = '([a-zA-Z0-9._$-]+)';

/** AWS's words for an expression that cannot be read (recorded: methods). */
export function invalidMapping(text: string) {
  return {
    ok: false,
    error: { message: `Invalid mapping expression specified: ${text}`, offset: 0 },
  } as const;
}
