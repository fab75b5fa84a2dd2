import type { IntegrationResponse } from '#libs/api-definition';
import { compileBoundedPattern } from '#libs/mapping-templates';
import type { SnapshotIntegrationResponse } from '#libs/snapshot-format';
import { compareText } from '../draft.js';
import { compileResponseHeaders } from './compile-parameters.js';
import { compileResponseTemplates } from './compile-templates.js';
import type { Complain } from './complain.js';

/**
 * Sorted by status code, which is also the order in which patterns are tried; at most one default response.
 */
export function compileIntegrationResponses(
  responses: Readonly<Record<string, IntegrationResponse>>,
  complain: Complain,
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
      selectionPattern: isDefault(response)
        ? null
        : checkedPattern(response.selectionPattern ?? '', complain),
      headers: compileResponseHeaders(response.responseParameters, complain),
      templates: compileResponseTemplates(response.responseTemplates, complain),
      ...(response.contentHandling && { contentHandling: response.contentHandling }),
    }));
}

/** No pattern and an empty one are the same (recorded: integration responses). */
function isDefault({ selectionPattern }: IntegrationResponse): boolean {
  return selectionPattern === null || selectionPattern === '';
}

/**
 * The engine that gateways run it with counts its steps: a status has three digits, but an error message may
 * be a caller's.
 */
export function checkedPattern(pattern: string, complain: Complain): string {
  if (compileBoundedPattern(pattern, 'whole') === null) {
    const quoted = pattern.slice(0, 100);
    complain(
      'bad-selection-pattern',
      `selection pattern ${quoted} is no regular expression that can be used`,
    );
  }
  return pattern;
}
