/** One of those that share the sockets. */
export interface SocketHolder {
  /** Whether it has a connection without a call. */
  readonly hasIdle: boolean;
  /** Closes a connection that has no call. */
  closeIdle(): void;
  /** When it was last asked for a connection: a number that grows. */
  readonly usedAt: number;
  /** A socket has become free for it, which asked in vain while it had none. */
  mayOpen(): void;
}

/**
 * The sockets that a process may have to all backends together. When all are taken, the connection of the
 * holder that was not used for the longest time makes room, if it has no call; a holder without any socket
 * gets the next one that another can spare.
 */
export class SocketLimit {
  private readonly holders = new Set<SocketHolder>();
  private readonly starving = new Set<SocketHolder>();
  private open = 0;
  private uses = 0;

  constructor(private readonly socketsMax: number) {}

  /** How many sockets are taken. */
  get taken(): number {
    return this.open;
  }

  /**
   * True while a holder waits that has no socket at all: who has more than one then gives up the next that it
   * does not need.
   */
  get isWanted(): boolean {
    return this.starving.size > 0;
  }

  join(holder: SocketHolder): void {
    this.holders.add(holder);
  }

  leave(holder: SocketHolder): void {
    this.holders.delete(holder);
    this.starving.delete(holder);
  }

  /** The next value of `usedAt`. */
  nextUse(): number {
    return ++this.uses;
  }

  /**
   * Takes one socket; false when there is none. Who has none of its own and must have one is called by
   * `mayOpen` when to ask again.
   */
  take(holder: SocketHolder, mustHave: boolean): boolean {
    if (this.open < this.socketsMax || this.makeRoom(holder)) {
      this.open += 1;
      this.starving.delete(holder);
      return true;
    }
    if (mustHave) this.starving.add(holder);
    return false;
  }

  giveBack(): void {
    this.open -= 1;
    const [next] = this.starving;
    if (next === undefined) return;
    this.starving.delete(next);
    next.mayOpen();
  }

  private makeRoom(asking: SocketHolder): boolean {
    let least: SocketHolder | null = null;
    for (const holder of this.holders) {
      if (holder === asking || !holder.hasIdle) continue;
      if (least === null || holder.usedAt < least.usedAt) least = holder;
    }
    least?.closeIdle();
    return this.open < this.socketsMax;
  }
}
