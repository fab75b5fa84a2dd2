import { isPercentile, type Statistic } from '../data/statistic.js';

/**
 * Whether a period had too few values for its percentile to mean something (CloudWatch User Guide,
 * "Percentile-based alarms and low data samples").
 */
export function hasFewSamples(statistic: Statistic, sampleCount: number): boolean {
  if (!isPercentile(statistic)) return false;
  const share = statistic.percentile / 100;
  return sampleCount < 10 / (share >= 0.5 ? 1 - share : share);
}
