import type { UriTemplate } from '#libs/mapping-templates';
import type { ParameterMapping } from '#libs/snapshot-format';
import type { Complain } from './complain.js';

/** Complains about variables of a URI that no mapping fills. */
export function checkUriParameters(
  uri: UriTemplate,
  parameters: readonly ParameterMapping[],
  complain: Complain,
): void {
  const mapped = new Set(parameters.filter(({ to }) => to.location === 'path').map(({ to }) => to.name));
  for (const part of uri.parts) {
    if (part.kind === 'pathParameter' && !mapped.has(part.name)) {
      complain('unmapped-uri-parameter', `{${part.name}} of the URI is not mapped`);
    }
  }
}
