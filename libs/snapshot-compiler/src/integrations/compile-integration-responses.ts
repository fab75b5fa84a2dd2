import type { IntegrationResponse } from '#libs/api-definition';
import { compileSelectionPattern, type SnapshotIntegrationResponse } from '#libs/snapshot-format';
import { compareText } from '../draft.js';
import { compileResponseHeaders } from './compile-parameters.js';
import { compileResponseTemplates } from './compile-templates.js';
import type { Complain } from './complain.js';

/** Complains about a pattern that cannot be run, and gives it back. */
export type PatternCheck = (pattern: string, complain: Complain) => string;

/** Sorted by status code, which is also the order in which patterns are tried; at most one default response. */
export function compileIntegrationResponses(
  responses: Readonly<Record<string, IntegrationResponse>>,
  complain: Complain,
  checkPattern: PatternCheck = checkedPattern,
): readonly SnapshotIntegrationResponse[] {
  const sorted = Object.values(responses).sort((a, b) => compareText(a.statusCode, b.statusCode));
  const [first, ...others] = sorted.filter(isDefault);
  if (first && others.length > 0) {
    const codes = [first, ...others].map(({ statusCode }) => statusCode).join(', ');
    complain(
      'several-default-responses',
      `integration responses ${codes} are all the default; ${first.statusCode} is used`,
    );
  }
  return sorted
    .filter((response) => !others.includes(response))
    .map((response) => ({
      statusCode: response.statusCode,
      selectionPattern: isDefault(response) ? null : checkPattern(response.selectionPattern ?? '', complain),
      headers: compileResponseHeaders(response.responseParameters, complain),
      templates: compileResponseTemplates(response.responseTemplates, complain),
      ...(response.contentHandling && { contentHandling: response.contentHandling }),
    }));
}

/** No pattern and an empty one are the same (recorded: integration responses). */
function isDefault({ selectionPattern }: IntegrationResponse): boolean {
  return selectionPattern === null || selectionPattern === '';
}

const patternCharsMax = 1_024;
// Letters after a backslash mean the same in Java and JavaScript for these only; Java's others (\A, \z, \Q, \h, \p{..}) would
// silently be plain letters.
const javaOnlyEscape = /(?:^|[^\\])(?:\\\\)*\\[^dDwWsSbBtnrfvcxu\W\d_]/;
// Character class intersection, which JavaScript reads as two ampersands.
const javaOnlyClass = /\[[^\]]*&&/;

/**
 * Patterns are Java's at AWS. They are run against a status of three digits, so even a pattern that backtracks without bound ends at
 * once; those for error messages are checked and run by another engine (`compile-lambda-integration.ts`).
 */
function checkedPattern(pattern: string, complain: Complain): string {
  const quoted = pattern.slice(0, 100);
  if (pattern.length > patternCharsMax) {
    complain(
      'bad-selection-pattern',
      `selection pattern ${quoted}... has more than ${patternCharsMax} characters`,
    );
  } else if (javaOnlyEscape.test(pattern) || javaOnlyClass.test(pattern)) {
    complain('bad-selection-pattern', `selection pattern ${quoted} uses syntax that only Java has`);
  } else if (compileSelectionPattern(pattern) === null) {
    complain('bad-selection-pattern', `selection pattern ${quoted} is not a regular expression`);
  }
  return pattern;
}
