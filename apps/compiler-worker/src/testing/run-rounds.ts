import type { UpkeepRound } from '../upkeep/upkeep.js';

/** Rounds of upkeep at a moment, one after the other, of a worker that does not stop. */
export async function runRounds(nowMs: number, ...rounds: readonly UpkeepRound[]): Promise<void> {
  for (const { run } of rounds) await run(nowMs, new AbortController().signal);
}
