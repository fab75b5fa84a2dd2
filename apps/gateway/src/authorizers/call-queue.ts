import type { Deadlines, Timed } from '../integrations/transport/deadlines.js';

/** Lets so many calls run at once; the others wait in their order, each for so long at most. */
export class CallQueue {
  private running = 0;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly atOnce: number,
    private readonly waitMs: number,
    private readonly deadlines: Deadlines,
  ) {}

  /** The call's own result; null when its turn did not come in time, and it was not made. */
  async run<T>(call: () => Promise<T>): Promise<T | null> {
    if (this.running < this.atOnce) this.running += 1;
    else if (!(await this.turn())) return null;
    try {
      return await call();
    } finally {
      this.handOn();
    }
  }

  private turn(): Promise<boolean> {
    return new Promise((resolve) => {
      const timed: Timed = {
        onDeadline: () => {
          this.waiting.delete(begin);
          resolve(false);
        },
      };
      const deadline = this.deadlines.start(timed, this.waitMs);
      const begin = (): void => {
        deadline.lift();
        resolve(true);
      };
      this.waiting.add(begin);
    });
  }

  /** The place of a call that has ended goes to the one that waits for the longest time. */
  private handOn(): void {
    const [begin] = this.waiting;
    if (begin === undefined) {
      this.running -= 1;
      return;
    }
    this.waiting.delete(begin);
    begin();
  }
}
