import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Operation } from '../wire/operation.js';
import { wirePages } from './wire-query.js';

/** All that a list of the server has, as far as it has come. */
export interface EveryPage<T> {
  readonly items: readonly T[];
  /** Whether none is missing. */
  readonly isComplete: boolean;
  /** Why the next page did not come. */
  readonly error: Error | null;
  readonly retry: () => void;
}

interface Listed {
  readonly items?: readonly unknown[];
}

/**
 * A list that is searched or sorted here, and so is wanted whole: its pages one behind the other, each shown
 * as it comes. `useEveryPage(GetResources, { restApiId, limit: 500 }, 'position')`.
 */
export function useEveryPage<I extends object, O extends Listed, K extends keyof I & keyof O & string>(
  operation: Operation<I, O>,
  input: NoInfer<I>,
  position: K,
): EveryPage<NonNullable<O['items']>[number]> {
  const query = useInfiniteQuery(wirePages(operation, input, position));
  const { data, hasNextPage, isFetching, error, fetchNextPage, refetch } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);
  const items = useMemo(
    () => (data?.pages ?? []).flatMap((page) => page.items ?? []) as NonNullable<O['items']>[number][],
    [data],
  );
  return {
    items,
    isComplete: data !== undefined && !hasNextPage,
    error,
    retry: () => void (data === undefined ? refetch() : fetchNextPage()),
  };
}
