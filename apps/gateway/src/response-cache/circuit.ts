export interface CircuitOptions {
  /** Failures for so long, without one success in between, open it. */
  readonly patienceMs: number;
  /** For so long nothing is tried then, and after each attempt in vain. */
  readonly restMs: number;
  /** A clock that never steps; milliseconds. */
  readonly steadyMs?: () => number;
}

/**
 * Keeps callers off what does not answer: open, it lets one of them try now and then, and the others go on
 * without.
 */
export class Circuit {
  private failingSinceMs: number | null = null;
  private succeededAtMs = -Infinity;
  private restsUntilMs = 0;
  private open = false;
  private readonly steadyMs: () => number;

  constructor(private readonly options: CircuitOptions) {
    this.steadyMs = options.steadyMs ?? (() => performance.now());
  }

  get isOpen(): boolean {
    return this.open;
  }

  /** Whether this caller may try. */
  allows(): boolean {
    if (!this.open) return true;
    const nowMs = this.steadyMs();
    if (nowMs < this.restsUntilMs) return false;
    this.restsUntilMs = nowMs + this.options.restMs;
    return true;
  }

  /** True when that has closed it. */
  succeeded(): boolean {
    const wasOpen = this.open;
    this.open = false;
    this.failingSinceMs = null;
    this.succeededAtMs = this.steadyMs();
    return wasOpen;
  }

  /**
   * True when that has opened it. What failed was tried at `sinceMs`: one moment that is bad for many callers
   * at once counts as short as it was.
   */
  failed(sinceMs: number): boolean {
    const nowMs = this.steadyMs();
    const withoutMs = Math.max(sinceMs, this.succeededAtMs);
    this.failingSinceMs = Math.min(this.failingSinceMs ?? Infinity, withoutMs);
    if (this.open || nowMs - this.failingSinceMs < this.options.patienceMs) return false;
    this.open = true;
    this.restsUntilMs = nowMs + this.options.restMs;
    return true;
  }
}
