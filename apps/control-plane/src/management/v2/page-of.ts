import type { ListPage } from '#libs/persistence';
import { page } from '../../http/page.js';

/** One page of a list as version 2 asks for it and answers it; see `page`. */
export async function pageOf<T>(
  { maxResults, nextToken }: { readonly maxResults?: string | number; readonly nextToken?: string },
  load: (page: ListPage) => Promise<readonly T[]>,
  keyOf: (item: T) => string,
): Promise<{ readonly items: readonly T[]; readonly nextToken?: string }> {
  const limit = maxResults === undefined || maxResults === '' ? undefined : Math.trunc(Number(maxResults));
  const { items, position } = await page(
    { limit: Number.isNaN(limit) ? undefined : limit, position: nextToken },
    load,
    keyOf,
  );
  return { items, ...(position !== undefined && { nextToken: position }) };
}
