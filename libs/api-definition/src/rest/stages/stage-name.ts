import { badRequest, fail, ok, type Result } from '../../domain-error.js';

const NAME_LENGTH_MAX = 128;

/**
 * A stage name: letters, digits, hyphens and underscores, at most 128 characters (developer guide: set up a
 * stage).
 */
export function checkStageName(name: string): Result<string> {
  if (!/^[A-Za-z0-9_-]+$/.test(name)) return fail(badRequest('Stage name only allows a-zA-Z0-9_-'));
  if (name.length > NAME_LENGTH_MAX) {
    return fail(badRequest(`Stage name can be at most ${NAME_LENGTH_MAX} characters`));
  }
  return ok(name);
}
