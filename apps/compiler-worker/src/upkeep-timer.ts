const usuallyEveryMs = 10 * 60_000;
const retryMs = 10_000;

/** Runs a round at once and then every ten minutes, unless told how often; sooner after one that failed. */
export class UpkeepTimer {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private hasStopped = false;

  constructor(
    private readonly round: (nowMs: number) => Promise<void>,
    private readonly onFailure: (error: unknown) => void,
    private readonly everyMs = usuallyEveryMs,
  ) {}

  get stopped(): boolean {
    return this.hasStopped;
  }

  start(): void {
    this.next(0);
  }

  /** Resolves when the round that runs has ended. */
  async stop(): Promise<void> {
    this.hasStopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private next(delayMs: number): void {
    if (this.hasStopped) return;
    this.timer = setTimeout(() => {
      this.running = this.round(Date.now()).then(
        () => this.next(this.everyMs),
        (error: unknown) => {
          this.onFailure(error);
          this.next(retryMs);
        },
      );
    }, delayMs);
  }
}
