/**
 * Where a parameter mapping writes: `integration.request.path.id`, `method.response.header.X`,
 * `gatewayresponse.header.X`.
 */
export type MappingDestination =
  | {
      readonly kind: 'integrationRequest';
      readonly place: 'path' | 'querystring' | 'header';
      readonly name: string;
    }
  | { readonly kind: 'methodResponse'; readonly place: 'header'; readonly name: string }
  | {
      readonly kind: 'gatewayResponse';
      readonly place: 'path' | 'querystring' | 'header';
      readonly name: string;
    };

/** Where a parameter mapping reads. Plain JSON for snapshots. */
export type MappingSource =
  | {
      readonly kind: 'methodRequest';
      readonly place: 'path' | 'querystring' | 'header' | 'multivaluequerystring' | 'multivalueheader';
      readonly name: string;
    }
  /** The body, or with a path the JSON below it. */
  | { readonly kind: 'methodRequestBody'; readonly jsonPath: JsonPath }
  | {
      readonly kind: 'integrationResponse';
      readonly place: 'header' | 'multivalueheader';
      readonly name: string;
    }
  | { readonly kind: 'integrationResponseBody'; readonly jsonPath: JsonPath }
  | { readonly kind: 'stageVariable'; readonly name: string }
  | { readonly kind: 'context'; readonly path: readonly string[] }
  | { readonly kind: 'static'; readonly value: string }
  /** Cannot be read: every call that would need it fails. */
  | { readonly kind: 'unreadable'; readonly message: string };

/** Members and indexes to walk; `[]` is the whole body. */
export type JsonPath = readonly (string | number)[];
