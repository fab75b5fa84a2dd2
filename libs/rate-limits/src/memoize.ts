/**
 * A pure function that keeps its last few results, for what is asked of few things over and over. Forgets all
 * of them at once when there are too many, so that it never takes more room.
 */
export function memoize<A, R>(work: (of: A) => R, atMost = 64): (of: A) => R {
  const known = new Map<A, R>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined) return before;
    const result = work(of);
    if (known.size >= atMost) known.clear();
    known.set(of, result);
    return result;
  };
}
