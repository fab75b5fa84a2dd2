import type { HttpIntegration } from '#libs/api-definition';
import type { ResponseParameterMapping } from '#libs/snapshot-format';
import { compareText } from '../../draft.js';
import type { Complain } from '../../integrations/complain.js';
import { compileResponseMappings } from './compile-mappings.js';

/** What becomes of the backend's responses, by their status codes; null when all are passed on. */
export function compileResponseParameters(
  parameters: HttpIntegration['responseParameters'],
  complain: Complain,
): Readonly<Record<string, readonly ResponseParameterMapping[]>> | null {
  const compiled = Object.entries(parameters ?? {})
    .sort(([a], [b]) => compareText(a, b))
    .map(([statusCode, mappings]) => {
      if (!/^[1-5]\d\d$/.test(statusCode)) {
        complain('bad-parameter-mapping', `responses have no status code ${statusCode}`);
      }
      return [statusCode, compileResponseMappings(mappings, complain)] as const;
    })
    .filter(([, mappings]) => mappings.length > 0);
  return compiled.length === 0 ? null : Object.fromEntries(compiled);
}
