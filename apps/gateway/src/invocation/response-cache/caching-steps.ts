import { integrationStepNames } from '../integration-steps.js';
import { SkipTo, type MethodStep } from '../step.js';
import { findCachedResponse } from '../steps/find-cached-response.js';
import { keepResponse } from '../steps/keep-response.js';
import type { CachedMethod } from './active-caching.js';
import { CollectingRoom } from './collected-body.js';

/** Of all stages of this process. */
const room = new CollectingRoom();

/**
 * The steps of a method whose stage caches it: those of the method, and two around its integration's. Made
 * when a stage is activated for such methods alone, so that others pay nothing.
 */
export function cachingSteps(steps: readonly MethodStep[], method: CachedMethod): readonly MethodStep[] {
  const [first, last] = [integrationStepNames[0], integrationStepNames.at(-1)];
  const begins = steps.findIndex(({ name }) => name === first);
  const ends = steps.findIndex(({ name }) => name === last) + 1;
  return [
    ...steps.slice(0, begins),
    findCachedResponse(method, new SkipTo(ends + 2)),
    ...steps.slice(begins, ends),
    keepResponse(room),
    ...steps.slice(ends),
  ];
}
