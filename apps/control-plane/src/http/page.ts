import { badRequest } from '#libs/aws-wire';
import type { ListPage } from '#libs/persistence';
import { WireException } from './wire-exception.js';

const LIMIT_DEFAULT = 25;
const LIMIT_MAX = 500;

/** A page as list operations answer it; `position` is absent on the last one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly position?: string;
}

/**
 * One page of a list. `load` gives up to `count` items after a key, `keyOf` is the key of an item in the
 * order of `load`. The position that goes out is that key, opaque: items that come and go meanwhile neither
 * repeat nor hide others. A limit that is not positive gives a page of the default size (recorded: wire
 * format), one beyond 500 counts as 500.
 */
export async function page<T>(
  input: { readonly limit?: number; readonly position?: string },
  load: (page: ListPage) => Promise<readonly T[]>,
  keyOf: (item: T) => string,
): Promise<Page<T>> {
  const limit =
    input.limit !== undefined && input.limit > 0 ? Math.min(input.limit, LIMIT_MAX) : LIMIT_DEFAULT;
  // One more than asked for tells whether there is a next page.
  const found = await load({ after: decodePosition(input.position), count: limit + 1 });
  if (found.length <= limit) return { items: found };
  const items = found.slice(0, limit);
  return { items, position: encodePosition(keyOf(items[limit - 1]!)) };
}

const encodePosition = (key: string): string => Buffer.from(`1:${key}`).toString('base64url');

function decodePosition(position: string | undefined): string | null {
  if (position === undefined || position === '') return null;
  const text = Buffer.from(position, 'base64url').toString('utf8');
  // A position that we have not made: other form, other encoding, or characters that no key has.
  if (!text.startsWith('1:') || encodePosition(text.slice(2)) !== position || text.includes('\0')) {
    throw new WireException(badRequest('Invalid position specified'));
  }
  return text.slice(2);
}
