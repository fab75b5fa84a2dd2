import type { Budget } from '../evaluate/budget.js';
import { parsePathQuery } from './parse-path-query.js';
import type { PathQuery } from './path-query.js';

const KEPT_MAX = 200;

/** The paths of one template, read once; computed ones that come on top of many are read each time. */
export class PathQueries {
  private readonly known = new Map<string, PathQuery | null>();

  /** The query, null for a text that is none. */
  parse(text: string, budget: Budget): PathQuery | null {
    // As if it were read each time, so that every rendering counts the same: two characters are a segment to
    // make.
    budget.work(text.length * 16);
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const query = parsePathQuery(text);
    if (this.known.size < KEPT_MAX && text.length < KEPT_MAX) this.known.set(text, query);
    return query;
  }
}
