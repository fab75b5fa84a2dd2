import { ok, type Result } from '#libs/api-definition';
import { pageOf, readPage, type IdentityError, type Page } from '#libs/identity';
import type { ListPage } from '#libs/persistence';

/** What every list of IAM takes. */
export interface ListInput {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/**
 * One page of a list. `load` gives up to `count` items after a key, `keyOf` is the key of an item in the
 * order of `load`.
 */
export async function listPage<Item>(
  list: string,
  input: ListInput,
  load: (page: ListPage) => Promise<readonly Item[]>,
  keyOf: (item: Item) => string,
): Promise<Result<Page<Item>, IdentityError>> {
  const page = readPage(list, input);
  if (!page.ok) return page;
  const { after, count } = page.value;
  // One more than asked for tells whether there is a next page.
  return ok(pageOf(list, page.value, await load({ after, count: count + 1 }), keyOf));
}

/** The same of a list that is short and read whole. */
export const listWhole = <Item>(
  list: string,
  input: ListInput,
  items: readonly Item[],
): Promise<Result<Page<Item>, IdentityError>> => {
  const keyed = items.map((item, at) => ({ item, key: String(at).padStart(4, '0') }));
  const load = ({ after, count }: ListPage) =>
    Promise.resolve(keyed.filter(({ key }) => after === null || key > after).slice(0, count));
  return listPage(list, input, load, ({ key }) => key).then((page) =>
    page.ok ? ok({ ...page.value, items: page.value.items.map(({ item }) => item) }) : page,
  );
};

/** The members that every answered page has. */
export const pageMembers = ({ marker }: Page<unknown>) => ({
  IsTruncated: marker !== null,
  ...(marker !== null && { Marker: marker }),
});
