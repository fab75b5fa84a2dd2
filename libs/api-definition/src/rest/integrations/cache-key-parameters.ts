import { badRequest, type DomainError } from '../../domain-error.js';
import type { Method } from '../methods/method.js';
import type { Integration } from './integration.js';

/**
 * Refuses cache key parameters that are no parameters of a request, and those of the caller's that the method
 * does not declare (API reference: Method, requestParameters; text by public reports). What there was
 * `before` is not asked about again.
 */
export function checkCacheKeyParameters(
  { requestParameters }: Method,
  { cacheKeyParameters }: Integration,
  before: Integration | null,
): DomainError | undefined {
  const declared = new Set(Object.keys(requestParameters ?? {}));
  const isAllowed = (name: string): boolean =>
    isIntegrationParameter.test(name) ||
    (isMethodParameter.test(name) && declared.has(name.replace('.multivalue', '.')));
  const added = cacheKeyParameters.filter((name) => !before?.cacheKeyParameters.includes(name));
  return added.every(isAllowed) ? undefined : badRequest('Invalid cache key parameter specified');
}

const isMethodParameter = /^method\.request\.(?:path|(?:multivalue)?(?:querystring|header))\../;
const isIntegrationParameter = /^integration\.request\.(?:path|querystring|header)\../;
