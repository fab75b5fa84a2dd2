import type { Alteration } from '../../kit/review/change.js';

/** A row of a review for things that go with what is deleted; none when there are none. */
export const going = (what: string, names: readonly string[]): readonly Alteration[] =>
  names.length === 0 ? [] : [{ what, from: names.join(', '), to: null }];
