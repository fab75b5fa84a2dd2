import { readFieldsPattern } from './fields/read-fields-pattern.js';
import { invalidPattern, refused, type FilterPattern, type Read } from './filter-pattern.js';
import { readJsonPattern } from './json/read-json-pattern.js';
import { PatternLimits } from './pattern-limits.js';
import { Scanner } from './scanner.js';
import { readTermsPattern } from './terms/read-terms-pattern.js';

/** The longest pattern (API reference: FilterLogEvents). */
const patternLengthMax = 1024;

/** A pattern, or why there is none, as the service says it. */
export type ReadFilterPattern =
  { readonly ok: true; readonly pattern: FilterPattern } | { readonly ok: false; readonly message: string };

/** Reads a filter pattern; none and an empty one match everything. */
export function readFilterPattern(text: string): ReadFilterPattern {
  if (text.length > patternLengthMax) return invalidPattern;
  const result = readerOf(text.trim());
  return result.ok ? { ok: true, pattern: result.value } : result;
}

// What stands at both ends says of which kind a pattern is.
function readerOf(text: string): Read<FilterPattern> {
  const limits = new PatternLimits();
  if (text.startsWith('{')) {
    if (!text.endsWith('}')) return refused("If a filter pattern starts with '{' it must end with '}'");
    return readJsonPattern(new Scanner(text.slice(1, -1)), limits);
  }
  if (text.startsWith('[')) {
    if (!text.endsWith(']')) return refused("If a filter pattern starts with '[' it must end with ']'");
    return readFieldsPattern(new Scanner(text.slice(1, -1)), limits);
  }
  return readTermsPattern(new Scanner(text), limits);
}
