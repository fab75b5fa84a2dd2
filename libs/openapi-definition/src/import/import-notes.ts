import { badRequest, type DomainError } from '#libs/api-definition';

/**
 * What an import has to say: errors undo it, warnings only if the caller wants that (developer guide: errors
 * and warnings during import).
 */
export interface ImportNotes {
  readonly warnings: string[];
  readonly errors: string[];
}

/** What AWS prints when there are errors; warnings are listed too. */
export function importErrors({ errors, warnings }: ImportNotes): DomainError {
  const also = warnings.length > 0 ? `\nAdditionally, these warnings were found:\n${indented(warnings)}` : '';
  return badRequest(`Errors found during import:\n${indented(errors)}${also}`);
}

/** What AWS prints when warnings were to be errors. */
export const importWarnings = (warnings: readonly string[]): DomainError =>
  badRequest(`Warnings found during import:\n${indented(warnings)}`);

/** Of a document where everything is wrong, a page is enough. */
const SHOWN_MAX = 100;

const indented = (lines: readonly string[]): string =>
  lines
    .slice(0, SHOWN_MAX)
    .map((line) => `\t${line}`)
    .join('\n') + (lines.length > SHOWN_MAX ? `\n\t... and ${lines.length - SHOWN_MAX} more` : '');
