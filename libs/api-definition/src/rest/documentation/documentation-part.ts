/** The kinds of entity that can be documented. */
export const documentationPartTypes = [
  'API',
  'AUTHORIZER',
  'MODEL',
  'RESOURCE',
  'METHOD',
  'PATH_PARAMETER',
  'QUERY_PARAMETER',
  'REQUEST_HEADER',
  'REQUEST_BODY',
  'RESPONSE',
  'RESPONSE_HEADER',
  'RESPONSE_BODY',
] as const;
export type DocumentationPartKind = (typeof documentationPartTypes)[number];

/**
 * Which entity a part documents. Members that were not given are null; path is filled in (developer guide:
 * documentation parts).
 */
export interface DocumentationLocation {
  readonly type: DocumentationPartKind;
  readonly path: string | null;
  readonly method: string | null;
  readonly statusCode: string | null;
  readonly name: string | null;
}

/** A piece of documentation of a RestApi. It need not belong to an entity that exists. */
export interface DocumentationPart {
  readonly restApiId: string;
  readonly id: string;
  readonly location: DocumentationLocation;
  /** A JSON object as text, as it was given. */
  readonly properties: string;
}
