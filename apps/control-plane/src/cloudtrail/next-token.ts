import { cloudtrail } from '#libs/aws-wire';
import type { EventPlace } from '#libs/persistence';
import { canonicalJson, digest } from '#libs/snapshot-format';
import { WireException } from '../http/wire-exception.js';

/** Where the next page begins; good for the same question alone. */
export const nextTokenOf = (question: object, { atMs, row }: EventPlace): string =>
  Buffer.from(JSON.stringify([markOf(question), atMs, row])).toString('base64url');

/** Null for the first page. @throws WireException InvalidNextTokenException. */
export function readNextToken(question: object, token: string | undefined): EventPlace | null {
  if (token === undefined) return null;
  const place = placeIn(token, markOf(question));
  if (place) return place;
  throw new WireException(
    cloudtrail.serviceError(
      'InvalidNextTokenException',
      'The token is none of these events: a page is continued by the same request with the token of that page.',
    ),
  );
}

function placeIn(token: string, mark: string): EventPlace | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== mark) return null;
    const [, atMs, row] = parts as unknown[];
    // A Date's bounds, and a bigint's.
    const isPlace =
      Number.isSafeInteger(atMs) &&
      Math.abs(atMs as number) <= 8.64e15 &&
      typeof row === 'string' &&
      /^\d{1,18}$/.test(row);
    return isPlace ? { atMs: atMs as number, row } : null;
  } catch {
    return null;
  }
}

const markOf = (question: object): string => digest(canonicalJson(question)).slice(0, 16);
