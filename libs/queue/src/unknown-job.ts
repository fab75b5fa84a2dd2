import { jobNames } from './jobs.js';

/** Why a worker of a release that does not know the job gives it up. */
export const unknownJobReason = (name: string): string => `unknown job name ${JSON.stringify(name)}`;

/**
 * Why workers of earlier releases have given up jobs that this one knows: in an upgrade they take from the
 * queue what newer processes put there. Earlier releases say the same.
 */
export const unknownToEarlierReleases: readonly string[] = jobNames.map(unknownJobReason);
