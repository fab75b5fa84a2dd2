/** What the size of a lease block is made from. All are whole numbers. */
export interface BlockDemand {
  /** Permits that nobody holds and nobody has spent; may be negative after a limit was cut. */
  readonly remaining: number;
  readonly wanted: number;
  /** Gateways that draw from the same pool, the asking one included. */
  readonly activeGateways: number;
  /** No block is larger; bounds what one lost gateway can hold. */
  readonly blockMax: number;
}

/**
 * How many permits one draw gets: what is wanted, but never more than half of the asker's fair share, so that
 * blocks shrink with the pool and end at one. The last permit is grantable to whoever asks; a pool that is
 * asked again and again is given out in full.
 */
export function blockSize(demand: BlockDemand): number {
  if (demand.remaining <= 0 || demand.wanted <= 0) return 0;
  const halfShare = Math.floor(demand.remaining / (2 * Math.max(1, demand.activeGateways)));
  return Math.min(demand.wanted, demand.remaining, demand.blockMax, Math.max(1, halfShare));
}
