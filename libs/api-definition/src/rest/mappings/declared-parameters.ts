import { badRequest, type DomainError } from '../../domain-error.js';
import type { Method } from '../methods/method.js';
import { validationResult } from './mapping-expression.js';

type Mappings = Readonly<Record<string, string>> | null;

const prefix = 'Invalid mapping expression specified: ';

/**
 * Refuses mappings from parameters of the request that the method does not declare (found: PutIntegration).
 * `before`: what was there already is not asked about again.
 */
export function checkDeclaredSources(
  { requestParameters }: Method,
  mappings: Mappings,
  before: Mappings = null,
): DomainError | undefined {
  const declared = new Set(Object.keys(requestParameters ?? {}));
  const undeclared = Object.entries(mappings ?? {})
    .filter(([key, source]) => before?.[key] !== source)
    .map(([, source]) => source)
    .filter((source) => isParameter.test(source) && !declared.has(source.replace('.multivalue', '.')));
  return undeclared.length === 0 ? undefined : unknownParameters(undeclared);
}

const isParameter = /^method\.request\.(?:path|(?:multivalue)?(?:querystring|header))\./;

/**
 * Refuses mappings to headers that the method's response of that status does not declare, and all mappings
 * where it has no such response (found: PutIntegrationResponse). Without mappings there need be none
 * (recorded: integration responses).
 */
export function checkDeclaredHeaders(
  { methodResponses }: Method,
  statusCode: string,
  mappings: Mappings,
  before: Mappings = null,
): DomainError | undefined {
  const added = Object.entries(mappings ?? {})
    .filter(([key, source]) => before?.[key] !== source)
    .map(([key]) => key);
  if (added.length === 0) return undefined;
  if (!Object.hasOwn(methodResponses, statusCode)) {
    return badRequest(prefix + validationResult('No method response exists for method.'));
  }
  const declared = new Set(Object.keys(methodResponses[statusCode]!.responseParameters ?? {}));
  const undeclared = added.filter((key) => !declared.has(key));
  return undeclared.length === 0 ? undefined : unknownParameters(undeclared);
}

const unknownParameters = (expressions: readonly string[]): DomainError =>
  badRequest(
    prefix +
      validationResult(
        expressions.map((text) => `Invalid mapping expression parameter specified: ${text}`).join(', '),
      ),
  );
