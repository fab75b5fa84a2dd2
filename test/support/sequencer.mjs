import Sequencer from '@jest/test-sequencer';

/**
 * The suites that start processes take longest and mostly wait: first, so that the many short ones fill the
 * other worker beside them and none of them is left alone at the end. On a fresh clone jest knows no
 * durations and would go by file size.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const weight = ({ path }) =>
      /\/test\/|launcher|main\.spec|embedded-postgres|input\.spec/.test(path) ? 0 : 1;
    return super.sort(tests).sort((a, b) => weight(a) - weight(b));
  }
}
