/** What is to end when its time is over. */
export interface Timed {
  onDeadline(): void;
}

/**
 * Tells calls when their time is over, never before. A timer of its own for each costs a hundredth of a small
 * request; here all that were given as much time share one: they come to their deadlines in the order in
 * which they began, so only the first is waited for.
 */
export class Deadlines {
  private readonly lists = new Map<number, DeadlineList>();

  /** Calls `onDeadline` once so many milliseconds from now, unless the deadline was lifted by then. */
  start(timed: Timed, timeoutMs: number): Deadline {
    let list = this.lists.get(timeoutMs);
    if (list === undefined) {
      list = new DeadlineList(timeoutMs, () => this.lists.delete(timeoutMs));
      this.lists.set(timeoutMs, list);
    }
    return list.add(timed);
  }
}

/** One deadline: its place among those that were given as much time. */
export class Deadline {
  next: Deadline | null = null;
  private isOver = false;

  constructor(
    private readonly list: DeadlineList,
    readonly timed: Timed,
    readonly atMs: number,
    public previous: Deadline | null,
  ) {}

  /** It is of no more use: it has passed, or its call is over. */
  lift(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.list.remove(this);
  }
}

/** The deadlines of one length, the nearest first. */
class DeadlineList {
  private first: Deadline | null = null;
  private last: Deadline | null = null;

  constructor(
    private readonly timeoutMs: number,
    private readonly whenUnused: () => void,
  ) {
    this.wait(timeoutMs);
  }

  add(timed: Timed): Deadline {
    const deadline = new Deadline(this, timed, performance.now() + this.timeoutMs, this.last);
    if (this.last === null) this.first = deadline;
    else this.last.next = deadline;
    this.last = deadline;
    return deadline;
  }

  remove(deadline: Deadline): void {
    const { previous, next } = deadline;
    if (previous === null) this.first = next;
    else previous.next = next;
    if (next === null) this.last = previous;
    else next.previous = previous;
    // One that is dead among the engine's old objects would keep the next one with its call, dead too, and
    // that the one behind it: a third of what is new outlived each collection of the new.
    deadline.previous = deadline.next = null;
  }

  /**
   * Most calls end long before, so the timer goes on when there is something new to wait for, and not with
   * every call.
   */
  private wait(ms: number): void {
    setTimeout(() => this.endLate(), Math.ceil(ms)).unref();
  }

  private endLate(): void {
    const nowMs = performance.now();
    try {
      while (this.first !== null && this.first.atMs <= nowMs) {
        const { timed } = this.first;
        this.first.lift();
        timed.onDeadline();
      }
    } finally {
      // Also behind a fault of one, which must not keep the others waiting.
      if (this.first === null) this.whenUnused();
      else this.wait(this.first.atMs - nowMs);
    }
  }
}
