import { Inject, Injectable } from '@nestjs/common';
import { publishedDocuments, type Database, type Sealer } from '#libs/persistence';
import { createGatewaySeal, type FeedChange, type FeedPage } from '#libs/snapshot-format';
import type { Logger } from '#libs/telemetry';
import { DATABASE, GATEWAY_TOKEN, LOGGER, SEALER } from '../runtime.js';
import { LatestLook } from './latest-look.js';
import { sealForGateways } from './seal-for-gateways.js';
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
  private readonly seal: (change: FeedChange) => FeedChange;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(SEALER) sealer: Sealer,
    @Inject(GATEWAY_TOKEN) gatewayToken: string,
    @Inject(LOGGER) log: Logger,
  ) {
    const seals = { sealer, gatewaySeal: createGatewaySeal(gatewayToken), log };
    this.seal = (change) => sealForGateways(change, seals);
  }

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
    return this.looks.take(`${version}/${after}/${count}`, async () => {
      const page = await this.database.read((uow) =>
        publishedDocuments.page(uow, { after, count, bytes: pageBytesMax }),
      );
      return { ...page, changes: page.changes.map(this.seal) };
    });
  }
}
