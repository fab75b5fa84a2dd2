import type { Model } from './model.js';
import { parseSchema, referencedModelName } from './model-references.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * The model's schema with every model that it refers to, near or far, put under its own `definitions`, so
 * that it stands by itself (GetModel with `flatten`). References to models that are not there stay as they
 * are. A schema that is not JSON is returned unchanged.
 */
export function flattenModel(model: Model, others: readonly Model[]): string {
  const root = parseSchema(model.schema);
  if (!isRecord(root)) return model.schema;
  const schemas = new Map(others.map((other) => [other.name, parseSchema(other.schema)]));
  const own = isRecord(root['definitions']) ? root['definitions'] : {};
  // The model itself is the document: references to it lead to the root.
  const places = new Map<string, string>([[model.name, '']]);
  const waiting: string[] = [];

  function placeOf(name: string): string | undefined {
    const known = places.get(name);
    if (known !== undefined) return known;
    if (!isRecord(schemas.get(name))) return undefined;
    const key = freeKey(name, own);
    const place = `/definitions/${key}`;
    places.set(name, place);
    waiting.push(name);
    return place;
  }

  const rewrite = (value: unknown, base: string): unknown =>
    mapReferences(value, (reference) => {
      if (reference === '#' || reference.startsWith('#/')) return `#${base}${reference.slice(1)}`;
      const name = referencedModelName(reference);
      const place = name === undefined ? undefined : placeOf(name);
      return place === undefined ? reference : `#${place}`;
    });

  const flat = rewrite(root, '') as Json;
  const added: [string, unknown][] = [];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const place = places.get(name)!;
    added.push([place.slice('/definitions/'.length), rewrite(schemas.get(name), place)]);
  }
  if (added.length === 0) return JSON.stringify(flat, null, 2);
  const definitions = { ...(flat['definitions'] as Json | undefined), ...Object.fromEntries(added) };
  return JSON.stringify({ ...flat, definitions }, null, 2);
}

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Model names are alphanumeric, so an underscore cannot meet another model's name. */
function freeKey(name: string, taken: Json): string {
  let key = name;
  while (Object.hasOwn(taken, key)) key += '_';
  return key;
}

function mapReferences(value: unknown, change: (reference: string) => string): unknown {
  if (Array.isArray(value)) return value.map((element) => mapReferences(element, change));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === '$ref' && typeof member === 'string' ? change(member) : mapReferences(member, change),
    ]),
  );
}
