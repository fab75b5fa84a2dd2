import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { Change } from './change.js';
import { ReviewDialog } from './review-dialog.js';

/** Shows a change and does it when it is confirmed: what its calls brought, or null when it was left. */
export type Review = (change: Change) => Promise<readonly unknown[] | null>;

const ReviewContext = createContext<Review | null>(null);

/** The one way by which pages change anything. */
export function useReview(): Review {
  const review = useContext(ReviewContext);
  if (!review) throw new Error('useReview stands outside of ReviewProvider');
  return review;
}

interface Pending {
  readonly change: Change;
  readonly end: (outputs: readonly unknown[] | null) => void;
}

export function ReviewProvider({ children }: { readonly children: ReactNode }) {
  const [pending, setPending] = useState<Pending | null>(null);
  const queries = useQueryClient();
  const review = useCallback<Review>(
    (change) => new Promise((resolve) => setPending({ change, end: resolve })),
    [],
  );
  const dialog = useMemo(() => {
    if (!pending) return null;
    const end = (outputs: readonly unknown[] | null, hasChanged: boolean) => {
      setPending(null);
      // Whatever a page shows may have changed with it.
      if (hasChanged) void queries.invalidateQueries();
      pending.end(outputs);
    };
    return <ReviewDialog change={pending.change} onEnd={end} />;
  }, [pending, queries]);
  return (
    <ReviewContext value={review}>
      {children}
      {dialog}
    </ReviewContext>
  );
}
