import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './loading.js';
import { Problem } from './problem.js';

export interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  /** Lines of grey to keep the place of what comes, so that nothing jumps. */
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** What a query brought; grey lines before, its failure instead. Old data stay while new are fetched. */
export function Loaded<T>({ query, lines = 4, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Problem error={query.error} retry={() => void query.refetch()} />;
  return <Loading lines={lines} />;
}
