/**
 * Says that something has changed, to those who wait for it. Look at the version, then at the state, then
 * wait for a later version: a change in between is not missed.
 */
export class ChangeSignal {
  private count = 0;
  private closed = false;
  private readonly waiting = new Set<() => void>();

  get version(): number {
    return this.count;
  }

  raise(): void {
    this.count += 1;
    this.wake();
  }

  /**
   * Resolves when there is a version later than the given one, the time is up, the wait is aborted, or the
   * signal is closed.
   */
  waitBeyond(version: number, waitMs: number, abort?: AbortSignal): Promise<void> {
    if (this.closed || this.count > version || waitMs <= 0 || abort?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.waiting.delete(end);
        abort?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, waitMs);
      this.waiting.add(end);
      abort?.addEventListener('abort', end);
    });
  }

  /** Ends every wait, now and later: the process is stopping. */
  close(): void {
    this.closed = true;
    this.wake();
  }

  private wake(): void {
    for (const end of [...this.waiting]) end();
  }
}
