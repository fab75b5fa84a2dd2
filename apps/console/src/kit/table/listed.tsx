import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Empty, type EmptyProps } from '../empty.js';
import { Problem } from '../problem.js';
import { Rows, type RowsProps } from './rows.js';

export interface ListedProps<O, T> extends Omit<RowsProps<T>, 'rows' | 'more' | 'empty'> {
  /** `useInfiniteQuery(wirePages(GetApiKeys, { limit: 500 }, 'position'))`. */
  readonly query: UseInfiniteQueryResult<InfiniteData<O>>;
  /** The member of a page that lists. */
  readonly of: (page: O) => readonly T[] | undefined;
  /** What to do first, in place of the table when there is nothing to list. */
  readonly empty: EmptyProps;
}

/**
 * A list that the server gives in pages, as a table that asks for the next when its end comes into sight.
 * A failure stands above what came before it; a list that could not be read is never called empty.
 */
export function Listed<O, T>({ query, of, empty, ...table }: ListedProps<O, T>) {
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `of` is the same function of a page each time
  const rows = useMemo(() => query.data?.pages.flatMap((page) => of(page) ?? []) ?? [], [query.data]);
  return (
    <>
      {query.error && <Problem error={query.error} retry={() => void query.refetch()} />}
      <Rows
        {...table}
        rows={rows}
        more={{
          has: query.isPending || query.hasNextPage,
          load: () => void (query.isFetching || query.fetchNextPage()),
        }}
        empty={query.error ? null : <Empty {...empty} />}
      />
    </>
  );
}
