import { Inject, Injectable } from '@nestjs/common';
import { feedPositions, publishedDocuments, type Database, type Sealer } from '#libs/persistence';
import { createGatewaySeal, feedStart, type FeedChange, type FeedPage } from '#libs/snapshot-format';
import type { Logger } from '#libs/telemetry';
import { GATEWAY_DATABASE, GATEWAY_TOKEN, LOGGER, SEALER } from '../tokens.js';
import { SingleFlight } from './single-flight.js';
import { sealForGateways } from './seal-for-gateways.js';
import { Signals } from './signals.js';

/** Bytes of bodies in a page, so that neither side holds much more than this at once. */
const pageBytesMax = 4 * 1024 * 1024;

export interface FeedQuery {
  readonly after: number;
  /** The mark that goes with `after`; null from gateways of releases that knew none. */
  readonly mark: string | null;
  /** Changes in a page at most. */
  readonly count: number;
  readonly waitMs: number;
}

/**
 * Reads pages of the feed, and waits for one when there is nothing new. No database connection is held while
 * waiting.
 */
@Injectable()
export class FeedReader {
  private readonly pages = new SingleFlight<FeedPage>();
  private readonly seal: (change: FeedChange) => FeedChange;

  constructor(
    @Inject(GATEWAY_DATABASE) private readonly database: Database,
    private readonly signals: Signals,
    @Inject(SEALER) sealer: Sealer,
    @Inject(GATEWAY_TOKEN) gatewayToken: string,
    @Inject(LOGGER) log: Logger,
  ) {
    const seals = { sealer, gatewaySeal: createGatewaySeal(gatewayToken), log };
    this.seal = (change) => sealForGateways(change, seals);
  }

  /** Whether a position is one of this feed, from which changes lead on. */
  async isKnown(seq: number, mark: string | null): Promise<boolean> {
    return mark === null || this.database.read((uow) => feedPositions.isKnown(uow, { seq, mark }));
  }

  /**
   * The changes after a position, those from the start when it is not known; an empty page when the time is
   * up or the caller has gone.
   */
  async next(query: FeedQuery, abort: AbortSignal): Promise<FeedPage> {
    const { waitMs } = query;
    const giveUpAt = performance.now() + waitMs;
    for (;;) {
      const version = this.signals.feed.version;
      const page = await this.read(version, query);
      const leftMs = giveUpAt - performance.now();
      if (page.changes.length > 0 || leftMs <= 0 || abort.aborted) return page;
      await this.signals.feed.waitBeyond(version, leftMs, abort);
      // No change was signalled: the time is up or the process is stopping.
      if (this.signals.feed.version === version) return page;
    }
  }

  /** A snapshot that is published, by its digest; null when there is none. */
  snapshot(digest: string): Promise<FeedChange | null> {
    return this.database.read((uow) => publishedDocuments.find(uow, { kind: 'snapshot', name: digest }));
  }

  private read(version: number, { after, mark, count }: FeedQuery): Promise<FeedPage> {
    return this.pages.run(`${version}/${after}/${mark}/${count}`, async () => {
      const { isKnown, page } = await this.database.read(async (uow) => {
        // With each look: the database may be another one by the end of a wait.
        const isKnown = mark === null || (await feedPositions.isKnown(uow, { seq: after, mark }));
        const from = isKnown ? after : feedStart.seq;
        return {
          isKnown,
          page: await publishedDocuments.page(uow, { after: from, count, bytes: pageBytesMax }),
        };
      });
      if (!isKnown) return { ...page, changes: page.changes.map(this.seal), startOver: true };
      // A reader that has moved nowhere keeps the mark that it came with.
      if (page.changes.length === 0) return { ...page, mark: mark ?? page.mark };
      return { ...page, changes: page.changes.map(this.seal) };
    });
  }
}
