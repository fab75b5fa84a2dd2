import { ok } from '#libs/api-definition';
import { digest } from '#libs/snapshot-format';
import { invalidNextToken, type CloudWatchResult } from './cloudwatch-error.js';

/** Where the next page of a list begins; only the same question may go on with it. */
export const nextToken = (question: unknown, position: readonly string[]): string =>
  Buffer.from(JSON.stringify([markOf(question), ...position])).toString('base64url');

/** The position that a token carries, or null where there is none: the first page. */
export function readNextToken(
  question: unknown,
  token: string | undefined,
): CloudWatchResult<readonly string[] | null> {
  if (token === undefined) return ok(null);
  const [mark, ...position] = partsOf(token) ?? [];
  return mark === markOf(question) ? ok(position) : invalidNextToken('The specified nextToken is not valid.');
}

const markOf = (question: unknown): string => digest(JSON.stringify(question)).slice(0, 16);

function partsOf(token: string): readonly string[] | null {
  try {
    const parts = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown;
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : null;
  } catch {
    return null;
  }
}
