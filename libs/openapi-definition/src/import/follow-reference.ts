import { member } from '../document/read-value.js';
import type { OpenApiDocument } from '../document/openapi-document.js';
import { resolveReference } from '../document/resolve-reference.js';
import type { ImportNotes } from './import-notes.js';

/**
 * What a value stands for; undefined, with a warning, when its `$ref` leads nowhere or out of the document.
 */
export function followReference(document: OpenApiDocument, value: unknown, notes: ImportNotes): unknown {
  const found = resolveReference(document, value);
  if (found === undefined && value !== undefined) {
    notes.warnings.push(`Reference '${String(member(value, '$ref'))}' not found. Ignoring.`);
  }
  return found;
}
