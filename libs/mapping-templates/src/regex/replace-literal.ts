import type { Budget } from '../evaluate/budget.js';

/**
 * All occurrences of a text replaced by another, at the speed of memory; counted, and its length known,
 * before it is made.
 */
export function replaceLiteral(text: string, search: string, by: string, budget: Budget): string {
  budget.search(text, search);
  let count = search === '' ? text.length + 1 : 0;
  if (search !== '') {
    for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + search.length)) count++;
  }
  budget.items(count * 4);
  budget.reserve(text.length + count * (by.length - search.length));
  // A function, as replaceAll would read patterns such as $& in a text.
  return text.replaceAll(search, () => by);
}
