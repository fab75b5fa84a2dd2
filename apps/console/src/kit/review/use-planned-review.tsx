import { useState, type ReactNode } from 'react';
import { Problem } from '../problem.js';
import type { Change } from './change.js';
import { useReview } from './use-review.js';

export interface PlannedReview {
  /** Works a change out, shows it, and does it: what its calls brought, or null. */
  readonly propose: (plan: () => Promise<Change>) => Promise<readonly unknown[] | null>;
  /** Whether a change is being worked out. */
  readonly isPlanning: boolean;
  /** Why the last one could not be, to be shown beside what was pressed. */
  readonly problem: ReactNode;
}

/**
 * A review of what is read at the press of the button: what goes with something that is deleted is what the
 * service has then, not what the page has shown for a while.
 */
export function usePlannedReview(): PlannedReview {
  const review = useReview();
  const [isPlanning, setPlanning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const propose = async (plan: () => Promise<Change>) => {
    setError(null);
    setPlanning(true);
    let change: Change;
    try {
      change = await plan();
    } catch (failure) {
      setError(failure);
      return null;
    } finally {
      setPlanning(false);
    }
    return review(change);
  };
  return { propose, isPlanning, problem: error === null ? null : <Problem error={error} /> };
}
