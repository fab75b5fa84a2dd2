import type { ObservationKind } from '#libs/observations';

/**
 * Takes blocks of what happened for the control plane. Whoever makes blocks gathers for about a second (logs)
 * or ten (metrics) before it hands one in: a block is a file and a call, however little is in it.
 */
export interface Observations {
  /**
   * Hands a block in; it must not be changed any more. Neither waits nor throws: it is written to disk later,
   * and what there is no place for, or is larger than `blockBytesMax`, is dropped and counted.
   */
  hand(kind: ObservationKind, block: Uint8Array): void;
}

/** Takes nothing, where nobody collects. */
export const noObservations: Observations = { hand: () => undefined };
