import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import { createDocumentationPart, locationKey } from './create-documentation-part.js';
import {
  documentationPartTypes,
  type DocumentationPart,
  type DocumentationPartKind,
} from './documentation-part.js';

/** What an import does to a RestApi's parts. */
export interface DocumentationImport {
  /** All parts afterwards, in order: those that stay first. */
  readonly parts: readonly DocumentationPart[];
  /** Ids of the parts that the document has, in its order. */
  readonly ids: readonly string[];
  /** Parts of the document that cannot be taken, one sentence each. */
  readonly warnings: readonly string[];
}

/** A body that holds no OpenAPI document (recorded: documentation parts). */
export const unreadableDocumentation: DomainError = badRequest(
  'Unable to build importer with provided input.',
);

/**
 * Takes the parts of `x-amazon-apigateway-documentation` over (API reference: ImportDocumentationParts).
 * `merge` replaces the content of parts at the same location, which keep their ids; `overwrite` drops all
 * that was there.
 */
export function importDocumentation(
  document: unknown,
  existing: readonly DocumentationPart[],
  options: {
    readonly restApiId: string;
    readonly mode: 'merge' | 'overwrite';
    readonly nextId: () => string;
  },
): Result<DocumentationImport> {
  if (!isRecord(document) || !('swagger' in document || 'openapi' in document)) {
    return fail(unreadableDocumentation);
  }
  const extension = document['x-amazon-apigateway-documentation'];
  const given = isRecord(extension) ? (extension['documentationParts'] ?? undefined) : undefined;
  const isWellShaped =
    (extension === undefined || isRecord(extension)) && (given === undefined || Array.isArray(given));
  if (!isWellShaped) return fail(unreadableDocumentation);
  const kept = options.mode === 'merge' ? existing : [];
  const byLocation = new Map(kept.map((part) => [locationKey(part.location), part]));
  const ids = new Set<string>();
  const warnings: string[] = [];
  for (const [index, entry] of (Array.isArray(given) ? given : []).entries()) {
    const part = readPart(entry, options.restApiId, options.nextId());
    if (!part.ok) {
      warnings.push(`Documentation part ${index + 1} was not imported: ${part.error.message}`);
      continue;
    }
    const key = locationKey(part.value.location);
    const before = byLocation.get(key);
    const taken = before ? { ...before, properties: part.value.properties } : part.value;
    byLocation.set(key, taken);
    ids.add(taken.id);
  }
  return ok({ parts: [...byLocation.values()], ids: [...ids], warnings });
}

function readPart(entry: unknown, restApiId: string, id: string): Result<DocumentationPart> {
  const location = isRecord(entry) ? entry['location'] : undefined;
  if (!isRecord(entry) || !isRecord(location) || !isType(location['type'])) {
    return fail(badRequest('its location has no known type'));
  }
  const { properties } = entry;
  const malformed = locationMembers.find((name) => !isText(location[name]));
  if (malformed !== undefined) return fail(badRequest(`its location has a malformed ${malformed}`));
  const member = (name: string) => {
    const value = location[name];
    // YAML turns status codes into numbers.
    return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : null;
  };
  return createDocumentationPart({
    restApiId,
    id,
    location: {
      type: location['type'],
      path: member('path'),
      method: member('method'),
      statusCode: member('statusCode'),
      name: member('name'),
    },
    properties: typeof properties === 'string' ? properties : (JSON.stringify(properties) ?? ''),
  });
}

const locationMembers = ['path', 'method', 'statusCode', 'name'] as const;

/** Null is what YAML makes of an empty place. */
const isText = (value: unknown): boolean =>
  value === undefined || value === null || typeof value === 'string' || typeof value === 'number';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isType = (value: unknown): value is DocumentationPartKind =>
  documentationPartTypes.some((type) => type === value);
