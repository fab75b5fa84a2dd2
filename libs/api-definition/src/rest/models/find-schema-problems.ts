import { referencedModelName } from './model-references.js';

/** What keeps a JSON value from being a schema that bodies can be validated with. */
export interface SchemaProblems {
  /** Words of OpenAPI that are not of JSON schema, in the order in which they were met. */
  readonly unsupportedKeywords: readonly string[];
  /** A keyword holds what draft 4 does not allow it. */
  readonly malformed: boolean;
  /** A `$ref` that leads neither into the same document nor to a model. */
  readonly foreignReference: boolean;
}

/**
 * Checks the shape of a schema of draft 4 (json-schema.org, draft 4 meta-schema); values of unknown keywords
 * are not looked at.
 */
export function findSchemaProblems(root: Readonly<Record<string, unknown>>): SchemaProblems {
  const found = { unsupportedKeywords: new Set<string>(), malformed: false, foreignReference: false };
  const queue: unknown[] = [root];
  while (queue.length > 0) {
    const schema = queue.pop();
    if (!isRecord(schema)) {
      found.malformed = true;
      continue;
    }
    for (const [keyword, value] of Object.entries(schema)) {
      if (unsupported.has(keyword)) found.unsupportedKeywords.add(keyword);
      if (keyword === '$ref') {
        if (typeof value !== 'string') found.malformed = true;
        else if (!value.startsWith('#') && referencedModelName(value) === undefined)
          found.foreignReference = true;
        continue;
      }
      if (!Object.hasOwn(keywords, keyword)) continue;
      const read = keywords[keyword]!(value);
      if (read === false) found.malformed = true;
      else queue.push(...read);
    }
  }
  return { ...found, unsupportedKeywords: [...found.unsupportedKeywords] };
}

/**
 * Refused by the service with the list of those found (developer guide: known issues; seen in published error
 * texts).
 */
const unsupported = new Set([
  'discriminator',
  'example',
  'xml',
  'externalDocs',
  'readOnly',
  'nullable',
  'deprecated',
]);

/** The schemas inside the keyword's value, or false when the value has the wrong shape. */
type KeywordReader = (value: unknown) => readonly unknown[] | false;

const none: readonly unknown[] = [];
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const holds =
  (check: (value: unknown) => boolean): KeywordReader =>
  (value) =>
    check(value) && none;
const oneSchema: KeywordReader = (value) => isRecord(value) && [value];
const schemaOrBoolean: KeywordReader = (value) => (typeof value === 'boolean' ? none : oneSchema(value));
const schemaList: KeywordReader = (value) => Array.isArray(value) && value.length > 0 && value;
const schemaMap: KeywordReader = (value) => isRecord(value) && Object.values(value);

const text = holds((value) => typeof value === 'string');
const number = holds((value) => typeof value === 'number');
const boolean = holds((value) => typeof value === 'boolean');
const count = holds((value) => Number.isInteger(value) && (value as number) >= 0);

const typeNames = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
const isDistinct = (values: readonly unknown[]): boolean =>
  new Set(values.map((value) => JSON.stringify(value))).size === values.length;
const isTypeName = (value: unknown): boolean => typeNames.includes(value as string);
const isDistinctList = (value: unknown, check: (element: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(check) && isDistinct(value);
const isTextList = (value: unknown): boolean =>
  isDistinctList(value, (element) => typeof element === 'string');

const keywords: Readonly<Record<string, KeywordReader>> = {
  $schema: text,
  id: text,
  title: text,
  description: text,
  type: holds((value) => isTypeName(value) || isDistinctList(value, isTypeName)),
  enum: holds((value) => isDistinctList(value, () => true)),
  properties: schemaMap,
  patternProperties: schemaMap,
  definitions: schemaMap,
  additionalProperties: schemaOrBoolean,
  required: holds(isTextList),
  maxProperties: count,
  minProperties: count,
  dependencies: (value) =>
    isRecord(value) &&
    Object.values(value).every((member) => isRecord(member) || isTextList(member)) &&
    Object.values(value).filter(isRecord),
  items: (value) => (Array.isArray(value) ? schemaList(value) : oneSchema(value)),
  additionalItems: schemaOrBoolean,
  maxItems: count,
  minItems: count,
  uniqueItems: boolean,
  allOf: schemaList,
  anyOf: schemaList,
  oneOf: schemaList,
  not: oneSchema,
  maximum: number,
  minimum: number,
  exclusiveMaximum: boolean,
  exclusiveMinimum: boolean,
  multipleOf: holds((value) => typeof value === 'number' && value > 0),
  maxLength: count,
  minLength: count,
  // Whether the expression can be run is the compiler's to say: Java's are not quite JavaScript's.
  pattern: text,
  format: text,
};
