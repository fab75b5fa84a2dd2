/** What is to be looked at when its time has come. */
export interface Due {
  /** Since 1970. */
  readonly dueAtMs: number;
  /** Its time has come; a due time that lies in the future by then is waited for anew. */
  onDue(nowMs: number): void;
}

export interface DueWheelOptions {
  /** How exact it is; 1 s by default. */
  readonly turnMs?: number;
  readonly now?: () => number;
  /** So many are looked at before others have a turn of the event loop. */
  readonly atOnce?: number;
}

const usualTurnMs = 1000;
const usualAtOnce = 250;

/**
 * One timer for the times of all connections: they stand in slots of a second, and each is looked at when its
 * slot comes up. A time that moves on (a connection that is not idle) moves nothing here: it is read again
 * when the old one is up.
 */
export class DueWheel {
  /** How often it has turned: what is counted within a turn starts anew with the next. */
  turn = 0;
  private readonly slots = new Map<number, Set<Due>>();
  private readonly slotOf = new Map<Due, number>();
  private readonly turnMs: number;
  private readonly now: () => number;
  private readonly atOnce: number;
  private readonly turning: NodeJS.Timeout;
  /** The first slot that has not come up. */
  private next: number;

  constructor({ turnMs = usualTurnMs, now = Date.now, atOnce = usualAtOnce }: DueWheelOptions = {}) {
    this.turnMs = turnMs;
    this.now = now;
    this.atOnce = atOnce;
    this.next = this.slotAt(now());
    this.turning = setInterval(() => this.turnOn(), turnMs);
    this.turning.unref();
  }

  get size(): number {
    return this.slotOf.size;
  }

  /** Also of one that is there already: its time may have come nearer. */
  add(due: Due): void {
    this.delete(due);
    // Its slot comes up when all of it is over.
    const slot = Math.max(this.slotAt(due.dueAtMs), this.next);
    const there = this.slots.get(slot);
    if (there) there.add(due);
    else this.slots.set(slot, new Set([due]));
    this.slotOf.set(due, slot);
  }

  delete(due: Due): void {
    const slot = this.slotOf.get(due);
    if (slot === undefined) return;
    this.slotOf.delete(due);
    const there = this.slots.get(slot);
    there?.delete(due);
    if (there?.size === 0) this.slots.delete(slot);
  }

  stop(): void {
    clearInterval(this.turning);
  }

  /** Called by its timer. */
  turnOn(): void {
    this.turn += 1;
    const nowMs = this.now();
    const last = this.slotAt(nowMs) - 1;
    const up: Due[] = [];
    // A clock that was set on a year must not have it count the slots between.
    if (last - this.next > this.slots.size) {
      for (const [slot, there] of this.slots) if (slot <= last) up.push(...this.takeOut(slot, there));
    } else {
      for (let slot = this.next; slot <= last; slot++) up.push(...this.takeOut(slot, this.slots.get(slot)));
    }
    this.next = Math.max(this.next, last + 1);
    this.look(up, 0, nowMs);
  }

  private takeOut(slot: number, there: Set<Due> | undefined): Iterable<Due> {
    if (there === undefined) return [];
    this.slots.delete(slot);
    for (const due of there) this.slotOf.set(due, -1);
    return there;
  }

  private look(up: readonly Due[], from: number, nowMs: number): void {
    const to = Math.min(up.length, from + this.atOnce);
    for (let index = from; index < to; index++) {
      const due = up[index]!;
      // Gone meanwhile, or in another slot.
      if (this.slotOf.get(due) !== -1) continue;
      this.slotOf.delete(due);
      if (due.dueAtMs <= nowMs) due.onDue(nowMs);
      else this.add(due);
    }
    if (to < up.length) setImmediate(() => this.look(up, to, nowMs));
  }

  private slotAt(ms: number): number {
    return Math.floor(ms / this.turnMs);
  }
}
