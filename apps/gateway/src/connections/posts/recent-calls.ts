/** Calls that are remembered; with each some 150 bytes. */
const callsMax = 10_000;

/**
 * The calls that have sent their message, the newest of them, so that one that its caller tries again, for
 * want of a response, is not sent twice.
 */
export class RecentCalls {
  private newest = new Set<string>();
  private older = new Set<string>();

  constructor(private readonly max = callsMax) {}

  has(call: string): boolean {
    return this.newest.has(call) || this.older.has(call);
  }

  add(call: string): void {
    if (this.newest.size >= this.max / 2) {
      this.older = this.newest;
      this.newest = new Set();
    }
    this.newest.add(call);
  }
}
