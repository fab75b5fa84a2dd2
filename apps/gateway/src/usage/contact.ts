import { performance } from 'node:perf_hooks';
import type { Logger } from '#libs/telemetry';

/** Posts a message to the control plane; rejects when no response comes. */
export type Post = (
  path: string,
  body: string,
) => Promise<{ readonly status: number; readonly body: string }>;

export interface ContactOptions {
  readonly post: Post;
  readonly log: Logger;
  /** For how long no post may succeed before the control plane counts as away; 30 s by default. */
  readonly graceMs?: number;
  /** A clock that never steps; milliseconds. */
  readonly steadyMs?: () => number;
}

/** What the control plane said: yes, or that it refuses (409). */
export interface ContactResponse {
  readonly ok: boolean;
  readonly content: unknown;
}

const backOffMinMs = 50;
const backOffMaxMs = 1000;

/** The way to the control plane's metering, and since when it does not answer. */
export class Contact {
  /** Posts in a row without a good response. */
  failures = 0;
  private lastPostMs = -Infinity;
  private lastGoodMs = -Infinity;
  /** When the first of the posts that failed in a row was made; null after one that was answered. */
  private unreachableSinceMs: number | null = null;
  private readonly steadyMs: () => number;

  constructor(private readonly options: ContactOptions) {
    this.steadyMs = options.steadyMs ?? (() => performance.now());
  }

  /**
   * True once no post has succeeded for longer than the grace. A control plane that is slow, restarting or
   * busy is not away: its quotas hold, and requests wait for permits. Nor is one away that refuses.
   */
  get away(): boolean {
    if (this.unreachableSinceMs === null) return false;
    return this.steadyMs() - this.unreachableSinceMs >= (this.options.graceMs ?? 30_000);
  }

  get sinceLastPostMs(): number {
    return this.steadyMs() - this.lastPostMs;
  }

  /** Milliseconds since a post was answered well; null when none was. */
  get sinceGoodMs(): number | null {
    return this.lastGoodMs === -Infinity ? null : this.steadyMs() - this.lastGoodMs;
  }

  /** How long to wait before the next try: longer with each failure, and never the same for all gateways. */
  backOffMs(): number {
    return Math.min(backOffMaxMs, backOffMinMs * 2 ** (this.failures - 1)) * (0.5 + Math.random() / 2);
  }

  /** Something went wrong before a post, now. */
  failed(): void {
    this.failedSince(this.steadyMs());
  }

  /** Posts a message; null when no response came. */
  async post(path: string, message: object): Promise<ContactResponse | null> {
    const { post, log } = this.options;
    const postedMs = (this.lastPostMs = this.steadyMs());
    try {
      const { status, body } = await post(path, JSON.stringify(message));
      if (status !== 200 && status !== 409) throw new Error(`the control plane answered ${status}`);
      const content: unknown = JSON.parse(body);
      if (status === 200 && this.failures > 0) log.info('the control plane takes usage again');
      if (status === 200) this.lastGoodMs = this.steadyMs();
      this.failures = status === 200 ? 0 : this.failures + 1;
      this.unreachableSinceMs = null;
      return { ok: status === 200, content };
    } catch (error) {
      this.failedSince(postedMs);
      if (this.failures === 1) {
        log.warn('the control plane does not take usage: the journal keeps it', { error });
      }
      return null;
    }
  }

  private failedSince(sinceMs: number): void {
    this.failures += 1;
    this.unreachableSinceMs ??= sinceMs;
  }
}
