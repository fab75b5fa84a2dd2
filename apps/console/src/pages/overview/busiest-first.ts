import type { ApiFigures } from './api-figures.js';

/** APIs by their requests, the most called first; those alike keep their order. */
export const busiestFirst = <T extends { readonly figures: ApiFigures }>(apis: readonly T[]): T[] =>
  [...apis].sort((a, b) => b.figures.requests - a.figures.requests);

/** The sample says so of itself, and answers `/hello`. */
export const pathToTry = (description: string): string =>
  description === 'Made by the first start of Tollgate' ? '/hello' : '';
