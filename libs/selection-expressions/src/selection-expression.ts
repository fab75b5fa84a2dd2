import type { JsonPath } from '#libs/mapping-templates';

/** An expression in pieces, which are put one behind the other. Plain JSON for snapshots. */
export interface SelectionExpression {
  /** At least one. */
  readonly parts: readonly SelectionPart[];
}

export type SelectionPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `$request.body.a.b[0]`; without a path the whole message. */
  | { readonly kind: 'requestBody'; readonly jsonPath: JsonPath }
  /** `$integration.response.statuscode` */
  | { readonly kind: 'responseStatusCode' }
  /** `$integration.response.header.name`, of several the last, `multivalueheader` all. */
  | { readonly kind: 'responseHeader' | 'responseMultiValueHeader'; readonly name: string }
  /** `$integration.response.body.errorMessage` */
  | { readonly kind: 'responseBody'; readonly jsonPath: JsonPath };

/** What takes what no other key does. */
export const DEFAULT_KEY = '$default';
