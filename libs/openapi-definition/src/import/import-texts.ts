import { entriesOf, isMap, printed } from '../document/read-value.js';
import type { ImportNotes } from './import-notes.js';
import type { Place } from './place.js';

/**
 * A map of texts of an integration. Other values are skipped with a warning (recorded: import, integrations).
 */
export function importTexts(
  value: unknown,
  memberName: string,
  { path, httpMethod }: Place,
  notes: ImportNotes,
): Readonly<Record<string, string>> | undefined {
  if (!isMap(value)) return undefined;
  const texts = entriesOf(value).flatMap(([key, text]) => {
    if (typeof text === 'string') return [[key, text] as const];
    notes.warnings.push(
      `Invalid format for '${memberName}'. Expected type string for property '${key}' of resource '${path}' ` +
        `and method '${httpMethod}' but got '${printed(text)}'`,
    );
    return [];
  });
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
}
