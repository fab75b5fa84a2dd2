import { badRequest, fail, ok, type Result } from '../../domain-error.js';

/** Longer than any segment of a URL that a gateway takes, and short enough for the database's index. */
const LENGTH_MAX = 1024;

/**
 * Letters, digits and `._-:`, or the same within braces, with `+` before the closing one (recorded:
 * resources).
 */
export function checkPathPart(pathPart: string | null): Result<string> {
  if (
    pathPart === null ||
    pathPart.length > LENGTH_MAX ||
    !/^(?:[a-zA-Z0-9._\-:]+|\{[a-zA-Z0-9._\-:]+\+?\})$/.test(pathPart)
  ) {
    return fail(
      badRequest(
        "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
      ),
    );
  }
  return ok(pathPart);
}

/** `{x}` or `{x+}`. */
export const isVariable = (pathPart: string | null): boolean => pathPart?.startsWith('{') ?? false;

/** `{x+}`: takes the rest of the path. */
export const isGreedy = (pathPart: string | null): boolean => pathPart?.endsWith('+}') ?? false;
