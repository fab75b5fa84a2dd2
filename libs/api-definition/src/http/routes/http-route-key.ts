import { badRequest, conflict, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import type { ProtocolType } from '../apis/http-api.js';

/** The route that takes what no other takes. */
export const DEFAULT_ROUTE_KEY = '$default';

const methods = new Set(['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/** Keys with a dollar sign that WebSocket APIs have; others are reserved (guide page on WebSocket routes). */
const reservedKeys = new Set(['$connect', '$disconnect', DEFAULT_ROUTE_KEY]);

/** Ours, of both kinds: AWS's limit is not published, and the database's index has one. */
const KEY_LENGTH_MAX = 1024;

/** What a console of AWS holds path parts to: letters, digits and `._:-`, or the same within braces. */
const literal = /^[a-zA-Z0-9.:_-]+$/;
const variable = /^\{([a-zA-Z0-9._:-]+)(\+?)\}$/;

/**
 * Whether an API of the protocol may have the key: of an HTTP API a method and a path, whose greedy variable
 * comes last (guide page "Working with routes for HTTP APIs"). The first two texts are AWS's.
 */
export function checkRouteKey(protocolType: ProtocolType, routeKey: string): Result<string> {
  if (routeKey === '') return fail(badRequest('Route key is required'));
  if (routeKey === DEFAULT_ROUTE_KEY) return ok(routeKey);
  if (routeKey.length > KEY_LENGTH_MAX) {
    return fail(badRequest(`Route key must have at most ${KEY_LENGTH_MAX} characters`));
  }
  const problem = protocolType === 'HTTP' ? httpKeyProblem(routeKey) : webSocketKeyProblem(routeKey);
  return problem ? fail(problem) : ok(routeKey);
}

const malformed = badRequest(
  'The provided route key is not formatted properly for HTTP protocol. Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"',
);

function httpKeyProblem(routeKey: string): DomainError | null {
  const [method = '', path = '', ...more] = routeKey.split(' ');
  if (!methods.has(method) || !path.startsWith('/') || more.length > 0) return malformed;
  if (path === '/') return null;
  const parts = path.slice(1).split('/');
  const names = new Set<string>();
  for (const [index, part] of parts.entries()) {
    if (literal.test(part)) continue;
    const [, name, plus] = variable.exec(part) ?? [];
    if (name === undefined) {
      return badRequest(
        `Invalid route path part specified: '${part}'. Only a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end are allowed.`,
      );
    }
    if (plus === '+' && index < parts.length - 1) {
      return badRequest(`The greedy path variable {${name}+} must be at the end of the route path`);
    }
    if (names.has(name)) return badRequest(`The path variable {${name}} is there twice in the route path`);
    names.add(name);
  }
  return null;
}

const webSocketKeyProblem = (routeKey: string): DomainError | null =>
  routeKey.startsWith('$') && !reservedKeys.has(routeKey)
    ? badRequest(`Invalid route key specified: ${routeKey}. Keys that begin with $ are reserved.`)
    : null;

/** The keys of an API's routes, of which no two take the same requests. */
export class RouteKeys {
  private readonly byRequests = new Map<string, string>();

  constructor(keys: readonly string[] = []) {
    for (const key of keys) this.add(key);
  }

  add(routeKey: string): void {
    this.byRequests.set(requestsOf(routeKey), routeKey);
  }

  /**
   * The route that is in the way of a key: the same, or one that takes the same requests since it differs in
   * the names of its variables alone. The texts are AWS's.
   */
  conflictWith(routeKey: string): DomainError | undefined {
    const other = this.byRequests.get(requestsOf(routeKey));
    if (other === undefined) return undefined;
    return other === routeKey
      ? conflict(`Route with key ${routeKey} already exists for this API`)
      : conflict(
          `The provided route key "${routeKey}" has a conflicting variable on the same hierarchical level as "${other}"`,
        );
  }
}

/** The same for one key among those of other routes. */
export const findRouteKeyConflict = (routeKey: string, others: readonly string[]): DomainError | undefined =>
  new RouteKeys(others).conflictWith(routeKey);

/** The key with its variables unnamed. */
const requestsOf = (routeKey: string): string =>
  routeKey.includes('{') ? routeKey.replace(/\{[^}+]*(\+?)\}/g, '{$1}') : routeKey;
