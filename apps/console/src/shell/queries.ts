import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { SessionExpired, Unreachable } from '../wire/errors.js';
import { reachability } from './reachability.js';

const noted = {
  onError: (error: unknown) => {
    if (error instanceof Unreachable) reachability.lost();
  },
  onSuccess: () => reachability.found(),
};

/** What pages have read. A refusal is an answer and not asked for again; silence is, when it has ended. */
export const queries = new QueryClient({
  queryCache: new QueryCache(noted),
  mutationCache: new MutationCache(noted),
  defaultOptions: {
    queries: {
      // The control plane may be this machine's own, with no network at all.
      networkMode: 'always',
      staleTime: 5_000,
      retry: (count, error) =>
        !(error instanceof SessionExpired) && error instanceof Unreachable && count < 1,
    },
  },
});
