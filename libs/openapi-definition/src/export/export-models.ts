import {
  badRequest,
  fail,
  ok,
  parseSchema,
  referencedModelName,
  type Model,
  type Result,
} from '#libs/api-definition';
import { mapSubschemas } from '../document/map-subschemas.js';
import { isMap, member } from '../document/read-value.js';

/** Where a document of this format has its schemas. */
export const schemaPrefix = (format: 'swagger' | 'oas30'): string =>
  format === 'swagger' ? '#/definitions/' : '#/components/schemas/';

/** Schemas by model name (recorded: export, models). Only JSON can be described (developer guide: export). */
export function exportModels(
  models: readonly Model[],
  prefix: string,
): Result<Readonly<Record<string, unknown>>> {
  const foreign = models.find(({ contentType }) => !/^application\/(?:[^;]+\+)?json\b/i.test(contentType));
  if (foreign) return fail(badRequest(`Only found non-JSON body models for ${foreign.name}`));
  return ok(
    Object.fromEntries(
      models.map(({ name, description, schema }) => {
        const exported = exportSchema(parseSchema(schema), prefix, name);
        const described =
          description !== null && isMap(exported) && member(exported, 'description') === undefined
            ? { ...exported, description }
            : exported;
        return [name, described];
      }),
    ),
  );
}

/** References lead into the document; `$schema` is a word that OpenAPI does not have. */
function exportSchema(schema: unknown, prefix: string, self: string): unknown {
  if (!isMap(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]) => {
      if (keyword === '$schema') return [];
      if (keyword === '$ref' && typeof value === 'string') {
        return [[keyword, exportReference(value, prefix, self)]];
      }
      return [[keyword, mapSubschemas(keyword, value, (inner) => exportSchema(inner, prefix, self))]];
    }),
  );
}

function exportReference(reference: string, prefix: string, self: string): string {
  if (reference === '#') return prefix + self;
  if (reference.startsWith('#/')) return `${prefix}${self}${reference.slice(1)}`;
  const name = referencedModelName(reference);
  return name === undefined ? reference : prefix + name;
}
