import type { JsonPath } from '../mapping-expression.js';

/**
 * The value of an HTTP API's parameter mapping or of a service integration's parameter, in pieces: text and
 * what is read at the time of the call, one after the other. Plain JSON for snapshots.
 */
export interface ValueTemplate {
  readonly parts: readonly ValuePart[];
}

/** `response` is read in mappings of responses only, `request` in those of requests. */
export type ValuePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `$request.header.name`; any case, several values are one. */
  | { readonly kind: 'requestHeader'; readonly name: string }
  | { readonly kind: 'requestQuerystring'; readonly name: string }
  /** `$request.path`: the path behind the stage. */
  | { readonly kind: 'requestPath' }
  /** `$request.path.name` */
  | { readonly kind: 'pathParameter'; readonly name: string }
  /** The body, or with a path the JSON below it. */
  | { readonly kind: 'requestBody'; readonly jsonPath: JsonPath }
  | { readonly kind: 'responseHeader'; readonly name: string }
  | { readonly kind: 'responseBody'; readonly jsonPath: JsonPath }
  /** `$context.identity.sourceIp` is `['identity', 'sourceIp']`. */
  | { readonly kind: 'context'; readonly path: readonly string[] }
  | { readonly kind: 'stageVariable'; readonly name: string };
