import { badRequest, fail, limitExceeded, ok, type Result } from '../../domain-error.js';

/** By name. Null when there are none, which AWS shows as an absent member. */
export type StageVariables = Readonly<Record<string, string>> | null;

const VARIABLES_MAX = 100;
const NAME_LENGTH_MAX = 64;
const VALUE_LENGTH_MAX = 512;

/**
 * Variables of a stage or overrides of a canary: names of letters, digits and underscores, values of the
 * characters that the API reference lists (Stage, variables) and blanks, which AWS's own message allows;
 * counts and lengths of the developer guide's limits page.
 */
export function checkStageVariables(variables: StageVariables): Result<StageVariables> {
  const entries = Object.entries(variables ?? {});
  if (entries.length > VARIABLES_MAX) {
    return fail(limitExceeded(`Maximum number of stage variables exceeded: ${VARIABLES_MAX}`));
  }
  for (const [name, value] of entries) {
    if (!/^\w+$/.test(name)) {
      return fail(
        badRequest(`Invalid stage variable name: ${name}.  Please use names with only word characters.`),
      );
    }
    if (name.length > NAME_LENGTH_MAX) {
      return fail(badRequest(`Stage variable name can be at most ${NAME_LENGTH_MAX} characters`));
    }
    if (typeof value !== 'string' || !/^[A-Za-z0-9\-._~:/?#&=, ]+$/.test(value)) {
      return fail(badRequest(invalidValue(value)));
    }
    if (value.length > VALUE_LENGTH_MAX) {
      return fail(badRequest(`Stage variable value can be at most ${VALUE_LENGTH_MAX} characters`));
    }
  }
  return ok(entries.length > 0 ? variables : null);
}

/** AWS's text, its odd quoting included. */
const invalidValue = (value: string | null): string =>
  `Invalid stage variable value: ${value}.  Please use values with alphanumeric characters and the symbols ` +
  `' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`;
