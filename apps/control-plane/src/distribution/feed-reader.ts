import { Inject, Injectable } from '@nestjs/common';
import { publishedDocuments, type Database } from '#libs/persistence';
import type { FeedPage } from '#libs/snapshot-format';
import { DATABASE } from '../runtime.js';
import { LatestLook } from './latest-look.js';
import { Signals } from './signals.js';

/** Bytes of bodies in a page, so that neither side holds much more than this at once. */
const pageBytesMax = 4 * 1024 * 1024;

export interface FeedQuery {
  readonly after: number;
  /** Changes in a page at most. */
  readonly count: number;
  readonly waitMs: number;
}

/** Reads pages of the feed, and waits for one when there is nothing new. No database connection is held while waiting. */
@Injectable()
export class FeedReader {
  private readonly looks = new LatestLook<FeedPage>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Signals) private readonly signals: Signals,
  ) {}

  /** The changes after a sequence number; an empty page when the time is up or the caller has gone. */
  async next({ after, count, waitMs }: FeedQuery, abort: AbortSignal): Promise<FeedPage> {
    const giveUpAt = performance.now() + waitMs;
    for (;;) {
      const version = this.signals.feed.version;
      const page = await this.read(version, after, count);
      const leftMs = giveUpAt - performance.now();
      if (page.changes.length > 0 || leftMs <= 0 || abort.aborted) return page;
      await this.signals.feed.waitBeyond(version, leftMs, abort);
      // Nothing was told: either the time is up or everybody is being sent home.
      if (this.signals.feed.version === version) return page;
    }
  }

  private read(version: number, after: number, count: number): Promise<FeedPage> {
    return this.looks.take(`${version}/${after}/${count}`, () =>
      this.database.read((uow) => publishedDocuments.page(uow, { after, count, bytes: pageBytesMax })),
    );
  }
}
