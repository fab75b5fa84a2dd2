import { isMap } from './read-value.js';

const oneInside = new Set(['items', 'additionalProperties', 'additionalItems', 'not']);
const listInside = new Set(['items', 'allOf', 'anyOf', 'oneOf']);
const mapInside = new Set(['properties', 'patternProperties', 'definitions', 'dependencies']);

/**
 * The value of a keyword of JSON schema (draft 4) with every schema right inside it changed. What is only
 * named like a keyword, as a property `default` or an element of `enum`, is left alone.
 */
export function mapSubschemas(
  keyword: string,
  value: unknown,
  change: (schema: unknown) => unknown,
): unknown {
  if (listInside.has(keyword) && Array.isArray(value)) return value.map(change);
  if (oneInside.has(keyword)) return change(value);
  if (mapInside.has(keyword) && isMap(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner)]));
  }
  return value;
}
