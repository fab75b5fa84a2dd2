import { createHash } from 'node:crypto';
import { createModel, type Model } from '#libs/api-definition';
import { entriesOf, isMap, member, textOf } from '../document/read-value.js';
import type { OpenApiDocument } from '../document/openapi-document.js';
import { pointerTokens, resolveReference } from '../document/resolve-reference.js';
import { convertSchema, schemaReference } from './convert-schema.js';
import type { ImportNotes } from './import-notes.js';

/** The Models of an import; operations add those that their inline schemas need. */
export interface ImportedModels {
  /** The Model for the schema of a body, or undefined when it has none. */
  readonly modelNameFor: (schema: unknown) => string | undefined;
  /** Of all Models so far. */
  readonly names: ReadonlySet<string>;
  /** All Models so far, those for inline schemas last. */
  readonly models: () => readonly Model[];
}

/**
 * One Model per schema of the document (recorded: import, models). `idOf` gives the id for a model's name.
 */
export function importModels(
  document: OpenApiDocument,
  { restApiId, idOf }: { readonly restApiId: string; readonly idOf: (name: string) => string },
  notes: ImportNotes,
): ImportedModels {
  const schemas = entriesOf(
    document.version === 'swagger'
      ? member(document.root, 'definitions')
      : member(member(document.root, 'components'), 'schemas'),
  );
  const names = modelNames(
    schemas.map(([name]) => name),
    notes,
  );
  const models = new Map<string, Model>();
  const modelNamesSoFar = new Set<string>();

  const add = (name: string, schema: unknown, self: string | null): void => {
    const dropped = new Set<string>();
    let isUnsatisfied = false;
    const converted = convertSchema(schema, {
      modelNameOf: (other) => names.get(other),
      restApiId,
      self,
      onDropped: (keyword) => dropped.add(keyword),
      onUnsatisfied: () => (isUnsatisfied = true),
    });
    if (isUnsatisfied) {
      notes.errors.push(`Unable to insert model '${self ?? name}' due to an unsatisfied schema reference.`);
      return;
    }
    const model = createModel(
      {
        restApiId,
        id: idOf(name),
        name,
        description: textOf(member(schema, 'description')) ?? null,
        contentType: 'application/json',
        schema: JSON.stringify(converted, null, 2) ?? '',
      },
      { nameIsTaken: models.has(name) },
    );
    if (!model.ok) notes.errors.push(`Unable to create model for '${self ?? name}': ${model.error.message}`);
    else {
      models.set(name, model.value);
      modelNamesSoFar.add(name);
    }
    if (dropped.size > 0) {
      notes.warnings.push(
        `Model '${self ?? name}' was imported without unsupported keyword(s): ${JSON.stringify([...dropped])}`,
      );
    }
  };
  for (const [name, schema] of schemas) add(names.get(name)!, schema, name);

  const nameOfReference = (reference: string): string | undefined => {
    const target = schemaReference(reference);
    return target?.inside === '' ? names.get(target.name) : undefined;
  };
  const modelNameFor = (schema: unknown): string | undefined => {
    const reference = member(schema, '$ref');
    if (typeof reference === 'string') {
      const known = nameOfReference(reference);
      if (known !== undefined) return known;
      const resolved = resolveReference(document, schema);
      if (resolved === undefined) {
        notes.warnings.push(`Reference to model '${pointerTokens(reference).at(-1)}' not found. Ignoring.`);
        return undefined;
      }
      return modelNameFor(resolved);
    }
    // `file` is Swagger's word for a body that is not JSON.
    if (!isMap(schema) || Object.keys(schema).length === 0 || schema['type'] === 'file') return undefined;
    const name = inlineModelName(schema, nameOfReference);
    if (!models.has(name)) add(name, schema, null);
    return name;
  };
  return { modelNameFor, names: modelNamesSoFar, models: () => [...models.values()] };
}

/** Model names are alphanumeric; other characters are removed, with a warning. */
function modelNames(given: readonly string[], notes: ImportNotes): ReadonlyMap<string, string> {
  const taken = new Set(given.filter((name) => alphanumeric.test(name)));
  const names = new Map<string, string>();
  const lastNumbers = new Map<string, number>();
  for (const name of given) {
    if (alphanumeric.test(name)) {
      names.set(name, name);
      continue;
    }
    const plain = name.replace(/[^a-zA-Z0-9]/g, '') || 'Model';
    let number = lastNumbers.get(plain) ?? 1;
    let free = number === 1 ? plain : `${plain}${number}`;
    while (taken.has(free)) free = `${plain}${++number}`;
    lastNumbers.set(plain, number);
    taken.add(free);
    names.set(name, free);
    notes.warnings.push(`Model '${name}' was imported as '${free}': model names are alphanumeric`);
  }
  return names;
}

const alphanumeric = /^[a-zA-Z0-9]+$/;

/** The same schema has the same name in every import, so that importing a document again changes nothing. */
function inlineModelName(
  schema: unknown,
  nameOfReference: (reference: string) => string | undefined,
): string {
  const element = member(member(schema, 'items'), '$ref');
  if (
    member(schema, 'type') === 'array' &&
    typeof element === 'string' &&
    Object.keys(schema as object).length === 2
  ) {
    const name = nameOfReference(element);
    if (name !== undefined) return `ArrayOf${name}`;
  }
  return `MODEL${createHash('sha256').update(JSON.stringify(schema)).digest('hex').slice(0, 12)}`;
}
