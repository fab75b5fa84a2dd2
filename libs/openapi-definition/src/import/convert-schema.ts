import { pointerTokens } from '../document/resolve-reference.js';
import { mapSubschemas } from '../document/map-subschemas.js';
import { isMap, type DocumentMap } from '../document/read-value.js';

/** How a schema of a document becomes the schema of a Model. */
export interface SchemaConversion {
  /** The model that a name of the document's schemas stands for; undefined for an unknown name. */
  readonly modelNameOf: (name: string) => string | undefined;
  readonly restApiId: string;
  /** The name in the document of the schema that is being converted; null for one without a name. */
  readonly self: string | null;
  /** Told each keyword that is left out. */
  readonly onDropped: (keyword: string) => void;
  /** Told each reference to a schema that the document does not have. */
  readonly onUnsatisfied: () => void;
}

/** Where models are referred to; the one form that the service takes (recorded: import, models). */
export const modelReference = (restApiId: string, modelName: string): string =>
  `https://apigateway.amazonaws.com/restapis/${restApiId}/models/${modelName}`;

/**
 * A JSON schema of draft 4 with canonical references. What JSON schema does not have is left out (developer
 * guide: known issues); `nullable` becomes the type `null` where that says the same.
 */
export function convertSchema(schema: unknown, conversion: SchemaConversion): unknown {
  if (!isMap(schema)) return schema;
  const converted = Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword === '$ref' && typeof value === 'string')
      return [[keyword, convertReference(value, conversion)] as const];
    if (foreign.has(keyword)) {
      if (!(keyword === 'nullable' && isSpeltAsType(schema))) conversion.onDropped(keyword);
      return [];
    }
    if (keyword === 'required' && Array.isArray(value) && value.length === 0) return [];
    if (keyword === 'type' && schema['nullable'] === true && isSpeltAsType(schema)) {
      return [[keyword, [value, 'null']] as const];
    }
    return [[keyword, mapSubschemas(keyword, value, (inner) => convertSchema(inner, conversion))] as const];
  });
  return Object.fromEntries(converted);
}

const foreign = new Set([
  'discriminator',
  'example',
  'xml',
  'externalDocs',
  'readOnly',
  'nullable',
  'deprecated',
]);

/** With an `enum` the list would have to name null as well. */
const isSpeltAsType = (schema: DocumentMap): boolean =>
  typeof schema['type'] === 'string' && !Object.hasOwn(schema, 'enum');

/**
 * A reference to what is no schema of the document loses its `#`: the check of the Model then refuses it as
 * not canonical, as the service does.
 */
function convertReference(
  reference: string,
  { modelNameOf, restApiId, self, onUnsatisfied }: SchemaConversion,
): string {
  if (!reference.startsWith('#/')) return reference;
  const target = schemaReference(reference);
  if (target && target.name !== self && modelNameOf(target.name) === undefined) onUnsatisfied();
  if (target && target.inside !== '' && target.name === self) return `#${target.inside}`;
  const modelName = target?.inside === '' ? modelNameOf(target.name) : undefined;
  return modelName === undefined ? reference.slice(1) : modelReference(restApiId, modelName);
}

/**
 * The schema's name in `#/definitions/Pet` and `#/components/schemas/Pet`, and the pointer that follows it,
 * '' for the whole schema.
 */
export function schemaReference(
  reference: string,
): { readonly name: string; readonly inside: string } | undefined {
  const found = /^#\/(?:definitions|components\/schemas)\/([^/]+)(\/.*)?$/s.exec(reference);
  return found ? { name: pointerTokens(`#/${found[1]}`)[0]!, inside: found[2] ?? '' } : undefined;
}
