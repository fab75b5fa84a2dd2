import { badRequest, conflict, fail, notFound, ok, type Result } from '../../domain-error.js';
import type {
  DocumentationLocation,
  DocumentationPart,
  DocumentationPartKind,
} from './documentation-part.js';

/** What CreateDocumentationPart is given, and each part of an import. */
export interface NewDocumentationPart {
  readonly restApiId: string;
  readonly id: string;
  readonly location: { readonly type?: DocumentationPartKind | null } & {
    readonly [M in Exclude<keyof DocumentationLocation, 'type'>]?: string | null;
  };
  readonly properties: string;
}

type Member = Exclude<keyof DocumentationLocation, 'type'>;

/** Which members each type has beside `type` (developer guide: API documentation content representation). */
const membersOf: Readonly<Record<DocumentationPartKind, readonly Member[]>> = {
  API: [],
  AUTHORIZER: ['name'],
  MODEL: ['name'],
  RESOURCE: ['path'],
  METHOD: ['path', 'method'],
  QUERY_PARAMETER: ['path', 'method', 'name'],
  PATH_PARAMETER: ['path', 'method', 'name'],
  REQUEST_HEADER: ['path', 'method', 'name'],
  REQUEST_BODY: ['path', 'method'],
  RESPONSE: ['path', 'method', 'statusCode'],
  RESPONSE_HEADER: ['path', 'method', 'statusCode', 'name'],
  RESPONSE_BODY: ['path', 'method', 'statusCode'],
};

/** Types that mean nothing without a name. */
const named: ReadonlySet<DocumentationPartKind> = new Set([
  'PATH_PARAMETER',
  'REQUEST_HEADER',
  'RESPONSE_HEADER',
]);

/**
 * A new part; types that have a path get the root's when none was given (recorded: documentation parts). The
 * texts are ours.
 */
export function createDocumentationPart(given: NewDocumentationPart): Result<DocumentationPart> {
  const { type } = given.location;
  if (!type) return fail(badRequest('Invalid location specified: type is required'));
  const allowed = membersOf[type];
  const location: Record<Member, string | null> = { path: null, method: null, statusCode: null, name: null };
  for (const member of Object.keys(location) as Member[]) {
    const value = given.location[member] || null;
    if (value !== null && !allowed.includes(member)) {
      return fail(badRequest(`Invalid location specified: ${member} is not valid for type ${type}`));
    }
    location[member] = value ?? (member === 'path' && allowed.includes('path') ? '/' : null);
  }
  if (location.name === null && named.has(type)) {
    return fail(badRequest(`Invalid location specified: name is required for type ${type}`));
  }
  const properties = checkDocumentationProperties(given.properties);
  if (!properties.ok) return properties;
  return ok({
    restApiId: given.restApiId,
    id: given.id,
    location: { type, ...location },
    properties: properties.value,
  });
}

/** The content of a part must be a JSON object. */
export function checkDocumentationProperties(text: string | null): Result<string> {
  const invalid = fail(
    badRequest('Invalid properties specified. Documentation part properties must be a JSON map'),
  );
  if (!text) return invalid;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? ok(text) : invalid;
  } catch {
    // Where it breaks is of no use to a client that sent a text inside JSON.
    return invalid;
  }
}

/** Whether two parts document the same entity: members left out equal their defaults. */
export const isSameLocation = (one: DocumentationLocation, other: DocumentationLocation): boolean =>
  locationKey(one) === locationKey(other);

/** One text per entity; equal for locations that mean the same. */
export const locationKey = ({ type, path, method, statusCode, name }: DocumentationLocation): string =>
  JSON.stringify([type, path, method ?? '*', statusCode ?? '*', name]);

/** An unknown part, or one of an unknown RestApi (recorded: general patterns). */
export const unknownDocumentationPart = notFound('Invalid Documentation part identifier specified');

/** One part per location (developer guide: documenting an API with the REST API). */
export function documentationPartExists(location: DocumentationLocation) {
  const given = Object.entries(location).filter(([, value]) => value !== null);
  const named = given.map(([member, value]) => `${member} '${value}'`).join(', ');
  return conflict(`Documentation part already exists for the specified location: ${named}.`);
}
