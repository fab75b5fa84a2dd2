import { Pool } from 'undici';
import type { Acknowledgement, FeedChange, FeedPage, FeedPosition } from '#libs/snapshot-format';
import { controlPlaneAddress, type ControlPlaneMember } from '../control-plane/control-plane-address.js';

/** How long the control plane may hold a poll open at most, milliseconds. */
export const pollWaitMs = 10_000;
const changesPerPage = 1000;

/** The control plane answered, but not with what was asked for. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/**
 * The gateway's side of the feed: two calls over kept-alive connections. Fails with the transport's error or
 * a `FeedError`.
 */
export class FeedClient {
  private readonly pool: Pool;
  private readonly basePath: string;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(member: ControlPlaneMember) {
    const { origin, basePath, headers } = controlPlaneAddress(member);
    this.basePath = basePath;
    this.headers = headers;
    this.pool = new Pool(origin, {
      connections: 2,
      connect: { timeout: 5_000 },
      // A control plane that hangs must not hold the feed for longer than a poll and a little.
      headersTimeout: pollWaitMs + 5_000,
      bodyTimeout: 15_000,
    });
  }

  /**
   * Waits at the control plane until there is a change after `after`, or a feed to start over with, for
   * `waitMs` at most; 0 asks for what there is.
   */
  async changes(after: FeedPosition, waitMs: number, signal: AbortSignal): Promise<FeedPage> {
    const mark = encodeURIComponent(after.mark);
    const query = `after=${after.seq}&mark=${mark}&limit=${changesPerPage}&waitMs=${waitMs}`;
    const response = await this.pool.request({
      method: 'GET',
      path: `${this.basePath}/_tollgate/distribution/changes?${query}`,
      headers: this.headers,
      signal,
    });
    const text = await response.body.text();
    if (response.statusCode !== 200)
      throw new FeedError('the feed answered with an error', response.statusCode);
    return readPage(JSON.parse(text), after);
  }

  /**
   * A snapshot by its digest; null when there is none, or the control plane is of a release that does not
   * give them out.
   */
  async snapshot(digest: string): Promise<FeedChange | null> {
    const response = await this.pool.request({
      method: 'GET',
      path: `${this.basePath}/_tollgate/distribution/snapshots/${encodeURIComponent(digest)}`,
      headers: this.headers,
    });
    const text = await response.body.text();
    if (response.statusCode === 404) return null;
    if (response.statusCode !== 200) throw new FeedError('a snapshot was not given out', response.statusCode);
    return JSON.parse(text) as FeedChange;
  }

  async acknowledge(acknowledgement: Acknowledgement, signal: AbortSignal): Promise<void> {
    const response = await this.pool.request({
      method: 'POST',
      path: `${this.basePath}/_tollgate/distribution/acknowledgements`,
      headers: { ...this.headers, 'content-type': 'application/json' },
      body: JSON.stringify(acknowledgement),
      headersTimeout: 5_000,
      signal,
    });
    await response.body.dump();
    if (response.statusCode >= 300)
      throw new FeedError('the acknowledgement was not taken', response.statusCode);
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

function readPage(value: unknown, after: FeedPosition): FeedPage {
  const page = value as Partial<FeedPage> | null;
  const isPage = page && Array.isArray(page.changes) && Number.isSafeInteger(page.upTo);
  const startOver = page?.startOver === true;
  if (!isPage || (!startOver && page.upTo! < after.seq)) {
    throw new FeedError('the feed answered with something that is no page', 200);
  }
  const { changes = [], upTo = 0, mark = '', more = false, oldest } = page;
  return {
    changes,
    upTo,
    mark,
    more,
    ...(Number.isSafeInteger(oldest) && { oldest }),
    ...(startOver && { startOver }),
  };
}
