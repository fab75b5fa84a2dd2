import { badRequest, fail, ok, type Result } from '#libs/api-definition';
import type { TestedRequest } from '#libs/snapshot-format';

/** How TestInvokeMethod and TestInvokeAuthorizer describe the request that is simulated. */
export interface GivenRequest {
  readonly pathWithQueryString?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
  readonly additionalContext?: Readonly<Record<string, string>>;
}

/**
 * The simulated request, as one could arrive over the wire. Without a path the resource's own is taken as it
 * stands, variables and all (recorded: TestInvokeMethod); a header that is in both maps counts once per
 * value.
 */
export function testedRequest(
  given: GivenRequest,
  httpMethod: string,
  resourcePath: string,
): Result<TestedRequest> {
  const headers: [string, string][] = [];
  for (const [name, values] of Object.entries(given.multiValueHeaders ?? {})) {
    for (const value of values) headers.push([name, value]);
  }
  for (const [name, value] of Object.entries(given.headers ?? {})) {
    if (!headers.some((one) => sameName(one[0], name) && one[1] === value)) headers.push([name, value]);
  }
  for (const [name, value] of headers) {
    if (!fieldName.test(name)) return fail(badRequest(`Invalid header name specified: ${name}`));
    if (notInField.test(value)) return fail(badRequest(`Invalid value specified for header: ${name}`));
  }
  return ok({
    httpMethod,
    pathWithQueryString: pathOf(given.pathWithQueryString ?? '', resourcePath),
    headers,
    body: given.body ?? '',
    additionalContext: given.additionalContext ?? {},
  });
}

/** RFC 9110, sections 5.1 and 5.5. */
const fieldName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;
const notInField = /[\u0000-\u0008\u000a-\u001f\u007f]/;
const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What may not stand in a request's target is escaped, as a client would before it sends. */
function pathOf(given: string, resourcePath: string): string {
  const path = given === '' || given.startsWith('?') ? resourcePath + given : given;
  const target = path.startsWith('/') ? path : `/${path}`;
  return target.replace(/[^!"$-[\]-~]+/g, (text) =>
    // Through bytes and back: half of a surrogate pair cannot be escaped.
    encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8')),
  );
}
