export interface FaultCountOptions {
  /** Called once, at the fault that is one too many. */
  readonly onTooMany: () => void;
  readonly nowMs?: () => number;
}

/** So many faults within so long are no accident any more: something that lasts is broken. */
const faultsMax = 5;
const withinMs = 60_000;

/**
 * Counts what nobody caught. One such fault must not end the requests of everybody else, and the process goes
 * on; a process that keeps having them is replaced by a fresh one.
 */
export class FaultCount {
  private readonly times: number[] = [];
  private isTooMany = false;

  constructor(private readonly options: FaultCountOptions) {}

  /** True from the fault that was one too many, for good. */
  get tooMany(): boolean {
    return this.isTooMany;
  }

  note(): void {
    const nowMs = (this.options.nowMs ?? Date.now)();
    this.times.push(nowMs);
    if (this.times.length < faultsMax) return;
    const firstMs = this.times.shift()!;
    if (this.isTooMany || nowMs - firstMs > withinMs) return;
    this.isTooMany = true;
    this.options.onTooMany();
  }
}
