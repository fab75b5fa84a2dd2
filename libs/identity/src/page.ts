import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '#libs/api-definition';
import { validationError, type IdentityError } from './identity-error.js';

/** The part of a list that is asked for. */
export interface PageRequest {
  /** The key of the last item of the page before; null for the first page. */
  readonly after: string | null;
  readonly count: number;
}

/** A page as it is answered. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; null on the last one. */
  readonly marker: string | null;
}

const MAX_ITEMS_DEFAULT = 100;
const CHECK_BYTES = 6;

/** `list` names what is listed: a marker of one list is none of another. */
export function readPage(
  list: string,
  given: { readonly Marker?: string | null; readonly MaxItems?: number | null },
): Result<PageRequest, IdentityError> {
  const count = given.MaxItems ?? MAX_ITEMS_DEFAULT;
  if (given.Marker === undefined || given.Marker === null) return ok({ after: null, count });
  const bytes = Buffer.from(given.Marker, 'base64url');
  const after = bytes.subarray(CHECK_BYTES).toString('utf8');
  // Spelled in one way alone, so that it is what a page has given.
  if (markerOf(list, after) !== given.Marker)
    return fail(validationError('The specified Marker is not valid.'));
  return ok({ after, count });
}

/** Of items of which one more than asked for was read, if there is one more. */
export function pageOf<Item>(
  list: string,
  { count }: PageRequest,
  read: readonly Item[],
  keyOf: (item: Item) => string,
): Page<Item> {
  const items = read.slice(0, count);
  const last = items.at(-1);
  const marker = read.length > count && last !== undefined ? markerOf(list, keyOf(last)) : null;
  return { items, marker };
}

function markerOf(list: string, key: string): string {
  const check = createHash('sha256').update(`${list}\n${key}`).digest().subarray(0, CHECK_BYTES);
  return Buffer.concat([check, Buffer.from(key)]).toString('base64url');
}
