import type { Model } from './model.js';
import { parseSchema, referencedModelName } from './model-references.js';

type Schema = Readonly<Record<string, unknown>>;

/**
 * Objects and arrays inside one another; deeper ones come out empty, and so do models that contain
 * themselves.
 */
const DEPTH_MAX = 16;
/**
 * Characters of a template: models that refer to one another many times over could otherwise grow without
 * end.
 */
const LENGTH_MAX = 300 * 1024;

/**
 * The sample mapping template that turns a payload into the shape of the model (GetModelTemplate): example
 * values for leaves, a loop over the input for arrays. The layout is that of templates which the service has
 * generated; number values are ours.
 */
export function modelTemplate(
  model: Pick<Model, 'schema'>,
  others: readonly Pick<Model, 'name' | 'schema'>[],
): string {
  const schema = parseSchema(model.schema);
  const writer: Writer = {
    root: isRecord(schema) ? schema : {},
    models: new Map(others.map((other) => [other.name, other])),
    budget: { left: LENGTH_MAX },
  };
  return `#set($inputRoot = $input.path('$'))\n${write(writer.root, '$inputRoot', 0, writer)}`;
}

interface Writer {
  /** The document that references inside a schema lead into. */
  readonly root: Schema;
  readonly models: ReadonlyMap<string, Pick<Model, 'schema'>>;
  /** Characters that may still be written; one count for the whole template. */
  readonly budget: { left: number };
}

function write(given: Schema, source: string, depth: number, writer: Writer): string {
  if (depth > DEPTH_MAX || writer.budget.left <= 0) return '{ }';
  const { schema, root } = resolve(given, writer);
  const inner = { ...writer, root };
  if (isArray(schema)) return writeArray(schema, source, depth, inner);
  if (isObject(schema)) return writeObject(schema, source, depth, inner);
  const example = exampleOf(schema);
  writer.budget.left -= example.length;
  return example;
}

function writeObject(schema: Schema, source: string, depth: number, writer: Writer): string {
  const properties = isRecord(schema['properties']) ? Object.entries(schema['properties']) : [];
  if (properties.length === 0) return '{ }';
  const indent = '  '.repeat(depth + 1);
  const members: string[] = [];
  for (const [name, property] of properties) {
    const value = write(isRecord(property) ? property : {}, `${source}.${name}`, depth + 1, writer);
    members.push(`${indent}${JSON.stringify(name)} : ${value}`);
    writer.budget.left -= indent.length + name.length;
  }
  return `{\n${members.join(',\n')}\n${'  '.repeat(depth)}}`;
}

function writeArray(schema: Schema, source: string, depth: number, writer: Writer): string {
  const items: unknown = Array.isArray(schema['items']) ? (schema['items'] as unknown[])[0] : schema['items'];
  // Loops inside loops need names of their own.
  const element = depth === 0 ? '$elem' : `$elem${depth}`;
  const indent = '  '.repeat(depth + 1);
  const value = write(isRecord(items) ? items : {}, element, depth + 1, writer);
  return [
    '[',
    '##TODO: Update this foreach loop to reference array from input json',
    `#foreach(${element} in ${source})`,
    `${indent}${value} `,
    '#if($foreach.hasNext),#end',
    '#end',
    `${'  '.repeat(depth)}]`,
  ].join('\n');
}

function exampleOf(schema: Schema): string {
  const values = schema['enum'];
  if (Array.isArray(values) && values.length > 0) return JSON.stringify(values[0]);
  switch (typeOf(schema)) {
    case 'string':
      return '"foo"';
    case 'integer':
      return '42';
    case 'number':
      return '42.0';
    case 'boolean':
      return 'true';
    case 'null':
      return 'null';
    default:
      return '{ }';
  }
}

/** Follows references until there is none; a circle or a dead end gives an empty schema. */
function resolve(schema: Schema, { root, models }: Writer): { schema: Schema; root: Schema } {
  const seen = new Set<string>();
  let current = schema;
  let document = root;
  for (let reference = current['$ref']; typeof reference === 'string'; reference = current['$ref']) {
    const name = referencedModelName(reference);
    const step = `${name ?? ''} ${reference}`;
    if (seen.has(step)) return { schema: {}, root: document };
    seen.add(step);
    const target: unknown =
      name === undefined ? pointInto(document, reference) : parseSchema(models.get(name)?.schema ?? '');
    if (!isRecord(target)) return { schema: {}, root: document };
    if (name !== undefined) document = target;
    current = target;
  }
  return { schema: current, root: document };
}

/** RFC 6901, in the form of a URI fragment. */
function pointInto(document: Schema, reference: string): unknown {
  if (reference === '#') return document;
  if (!reference.startsWith('#/')) return undefined;
  let value: unknown = document;
  for (const part of reference.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Schema)[key];
  }
  return value;
}

const isRecord = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const typeOf = (schema: Schema): unknown =>
  Array.isArray(schema['type']) ? schema['type'].find((type) => type !== 'null') : schema['type'];
const isArray = (schema: Schema): boolean => typeOf(schema) === 'array' || 'items' in schema;
const isObject = (schema: Schema): boolean => typeOf(schema) === 'object' || 'properties' in schema;
