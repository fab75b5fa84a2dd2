import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import type { CorsConfiguration } from './http-api.js';

/**
 * A CORS configuration as it is given, or what is wrong with it (developer guide: configuring CORS for HTTP
 * APIs). One without any member is none. That of credentials is AWS's text as public reports show it; the
 * others are ours.
 */
export function readCorsConfiguration(given: CorsConfiguration): Result<CorsConfiguration | null> {
  const problem =
    problemOfCredentials(given) ??
    problemOfNames('allowHeaders', given.allowHeaders, 'HTTP header') ??
    problemOfNames('exposeHeaders', given.exposeHeaders, 'HTTP header') ??
    problemOfNames('allowMethods', given.allowMethods, 'HTTP method') ??
    problemOfOrigins(given.allowOrigins ?? []);
  if (problem) return fail(problem);
  const members = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  return ok(members.length === 0 ? null : Object.fromEntries(members));
}

function problemOfCredentials({ allowCredentials, allowOrigins }: CorsConfiguration): DomainError | null {
  return allowCredentials && allowOrigins?.includes('*')
    ? badRequest("allow-credentials is not supported if 'allow-origin' is *")
    : null;
}

/** RFC 9110, section 5.6.2: token. */
const token = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

function problemOfNames(member: string, names: readonly string[] = [], what: string): DomainError | null {
  const wrong = names.find((name) => name !== '*' && (!token.test(name) || name.includes('*')));
  return wrong === undefined ? null : badRequest(`Invalid ${what} in ${member}: ${wrong}`);
}

/** `*`, any origin of a scheme, or one origin as browsers send it: without a path. */
const origin = /^(?:\*|https?:\/\/\*|[a-z][a-z0-9+.-]*:\/\/[^\s/?#@*]+)$/i;

function problemOfOrigins(origins: readonly string[]): DomainError | null {
  const wrong = origins.find((one) => one.length > 1024 || !origin.test(one));
  return wrong === undefined
    ? null
    : badRequest(
        `Invalid origin in allowOrigins: ${wrong}. Must be *, http://*, https://*, or a scheme and a host, such as https://example.com`,
      );
}
