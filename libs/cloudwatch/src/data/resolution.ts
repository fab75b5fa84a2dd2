const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How fine data is kept, in seconds, and for how many days (CloudWatch User Guide, "Metrics retention"). */
export const resolutions = [
  { seconds: 60, keptDays: 15 },
  { seconds: 300, keptDays: 63 },
  { seconds: 3600, keptDays: 455 },
] as const;
export type Resolution = (typeof resolutions)[number]['seconds'];

/** Values that came later than this are not counted any more, nor those ahead by more than two hours. */
const takenMs = { ago: 14 * dayMs, ahead: 2 * hourMs };

/** Whether values of a minute are still taken (API reference: PutMetricData). */
export const isTaken = (atMs: number, nowMs: number): boolean =>
  atMs >= nowMs - takenMs.ago && atMs <= nowMs + takenMs.ahead;

/**
 * A start as it counts: rounded down to what data of its age is kept in (API reference: GetMetricStatistics).
 */
export function roundedStart(startMs: number, nowMs: number): number {
  const { seconds } =
    resolutions.find(({ keptDays }) => startMs >= nowMs - keptDays * dayMs) ?? resolutions[2];
  return startMs - mod(startMs, seconds * 1000);
}

/** The coarsest data that periods from a start on can be made of. */
export function resolutionFor(startMs: number, periodMs: number): Resolution {
  for (const { seconds } of resolutions.toReversed()) {
    if (mod(startMs, seconds * 1000) === 0 && periodMs % (seconds * 1000) === 0) return seconds;
  }
  return 60;
}

const mod = (value: number, by: number): number => ((value % by) + by) % by;
