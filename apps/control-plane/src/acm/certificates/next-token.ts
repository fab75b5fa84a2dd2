import type { CertificatePlace } from '#libs/persistence';
import { canonicalJson, digest } from '#libs/snapshot-format';
import { refusal } from '../refusals.js';

/** Where the next page begins; good for the same question alone. */
export const nextTokenOf = (question: object, { createdAtMs, id }: CertificatePlace): string =>
  Buffer.from(JSON.stringify([markOf(question), createdAtMs, id])).toString('base64url');

/** Null for the first page. @throws WireException InvalidArgsException. */
export function readNextToken(question: object, token: string | undefined): CertificatePlace | null {
  if (token === undefined) return null;
  const place = placeIn(token, markOf(question));
  if (place) return place;
  throw refusal(
    'InvalidArgsException',
    'The token is none of this list: a page is continued by the same request with the token of that page.',
  );
}

function placeIn(token: string, mark: string): CertificatePlace | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== mark) return null;
    const [, createdAtMs, id] = parts as unknown[];
    // A Date's bounds.
    const isPlace =
      Number.isSafeInteger(createdAtMs) &&
      Math.abs(createdAtMs as number) <= 8.64e15 &&
      typeof id === 'string' &&
      /^[\w-]{1,64}$/.test(id);
    return isPlace ? { createdAtMs: createdAtMs as number, id } : null;
  } catch {
    return null;
  }
}

const markOf = (question: object): string => digest(canonicalJson(question)).slice(0, 16);
