import { elementsOf, entriesOf, member, textOf } from '../document/read-value.js';
import type { OpenApiDocument } from '../document/openapi-document.js';
import { followReference } from './follow-reference.js';
import type { ImportedModels } from './import-models.js';
import type { ImportNotes } from './import-notes.js';

type ModelMap = Readonly<Record<string, string>>;

/** Content type to model of an operation's request; undefined without a schema. */
export function requestModelsOf(
  document: OpenApiDocument,
  operation: unknown,
  bodySchema: unknown,
  models: ImportedModels,
  notes: ImportNotes,
): ModelMap | undefined {
  if (document.version === 'oas30') {
    const body = followReference(document, member(operation, 'requestBody'), notes);
    return contentModels(member(body, 'content'), models);
  }
  return schemaModels(bodySchema, contentTypes(document, operation, 'consumes'), models);
}

/** Content type to model of a response; undefined without a schema (recorded: import, method responses). */
export function responseModelsOf(
  document: OpenApiDocument,
  operation: unknown,
  response: unknown,
  models: ImportedModels,
): ModelMap | undefined {
  if (document.version === 'oas30') return contentModels(member(response, 'content'), models);
  return schemaModels(member(response, 'schema'), contentTypes(document, operation, 'produces'), models);
}

function contentModels(content: unknown, models: ImportedModels): ModelMap | undefined {
  const named = entriesOf(content).flatMap(([type, media]) => {
    const name = models.modelNameFor(member(media, 'schema'));
    return name === undefined ? [] : [[type, name] as const];
  });
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}

function schemaModels(
  schema: unknown,
  types: readonly string[],
  models: ImportedModels,
): ModelMap | undefined {
  const name = models.modelNameFor(schema);
  return name === undefined ? undefined : Object.fromEntries(types.map((type) => [type, name]));
}

/** Swagger 2.0: the operation's own list, else the document's, else JSON. */
function contentTypes(
  { root }: OpenApiDocument,
  operation: unknown,
  list: 'consumes' | 'produces',
): readonly string[] {
  const own = member(operation, list);
  const types = elementsOf(own === undefined ? member(root, list) : own).flatMap(
    (type) => textOf(type) ?? [],
  );
  return types.length > 0 ? types : ['application/json'];
}
