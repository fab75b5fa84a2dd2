import type { ImportNotes } from '../../import/import-notes.js';

/**
 * What an import of an HTTP API has to say: beside errors and warnings also what is sound and has no meaning
 * here, which fails nothing (developer guide: importing an HTTP API).
 */
export interface HttpImportNotes extends ImportNotes {
  readonly infos: string[];
}
