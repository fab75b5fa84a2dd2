import { badRequest, type DomainError } from '../domain-error.js';

/**
 * What is wrong with the length of a text, in the service's words for a broken constraint. The model has the
 * lengths in the names of its shapes alone (`StringWithLengthBetween1And64`).
 */
export function lengthProblem(member: string, text: string | null, max: number): DomainError | null {
  return text === null || text.length <= max
    ? null
    : badRequest(
        `Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${max}`,
      );
}
