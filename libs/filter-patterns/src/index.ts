/** The filter pattern language of CloudWatch Logs; see README.md. */
export { readFilterPattern, type ReadFilterPattern } from './read-filter-pattern.js';
export type { FilterPattern } from './filter-pattern.js';
