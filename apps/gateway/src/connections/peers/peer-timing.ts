/** Milliseconds by which gateways that share a Redis know of each other's life and death. */
export interface PeerTiming {
  /** Between two signs of life. */
  readonly beatMs: number;
  /** For so long one counts as alive behind its last sign of life. */
  readonly leaseMs: number;
  /** When no gateway at all has given a sign of life for so long, Redis was away, and not the gateways. */
  readonly silenceMs: number;
  /** After a silence nobody is declared dead for so long: all have the time to come back. */
  readonly quietMs: number;
  /**
   * A call for a connection of another gateway is answered within it; longer than it takes to be declared
   * dead.
   */
  readonly callMs: number;
  /** Between two looks whether the gateway that a call waits for is alive. */
  readonly lookMs: number;
  /** Redis is away when it has not answered a command for so long. */
  readonly commandMs: number;
  /**
   * For so long the work that a dead gateway has left is one heir's, behind his last sign that he is at it.
   */
  readonly claimMs: number;
}

export const usualTiming: PeerTiming = {
  beatMs: 500,
  leaseMs: 3000,
  silenceMs: 1500,
  quietMs: 3000,
  callMs: 6000,
  lookMs: 250,
  commandMs: 2000,
  claimMs: 10_000,
};
