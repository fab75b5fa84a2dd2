import { setTimeout as delay } from 'node:timers/promises';
import { features, type FeedPage, type FeedPosition } from '#libs/snapshot-format';
import type { Logger } from '#libs/telemetry';
import type { Activation } from './activation.js';
import { FeedError, pollWaitMs, type FeedClient } from './feed-client.js';
import { gatherFeed } from './gather-feed.js';
import type { LocalStore } from './local-store.js';

const firstBackOffMs = 100;
const longestBackOffMs = 5_000;
/** A third of what the control plane takes for silence. */
const stillHereMs = 5_000;

export interface FollowedFeed {
  /** Everything up to here is serving and on disk, but what is refused. */
  appliedSeq(): number;
  /** True once this process has applied all that the feed had. */
  readonly synced: boolean;
  readonly connected: boolean;
  stop(): Promise<void>;
}

/** Pulls, applies and acknowledges until stopped. The control plane may be away for as long as it likes. */
export function followFeed(options: {
  readonly store: Pick<LocalStore, 'isReplaced' | 'position' | 'putInPlace' | 'beginGeneration'>;
  readonly client: Pick<FeedClient, 'acknowledge' | 'changes'>;
  readonly activation: Pick<Activation, 'apply' | 'refused' | 'reload'>;
  readonly pullAfter: FeedPosition;
  readonly gatewayId: string;
  readonly log: Logger;
  /** How often this gateway reports while it is busy; by default as the control plane needs it. */
  readonly stillHereEveryMs?: number;
}): FollowedFeed {
  const { client, store, activation, gatewayId, log, stillHereEveryMs = stillHereMs } = options;
  const stopping = new AbortController();
  const state = {
    position: options.pullAfter,
    synced: false,
    connected: false,
    failures: 0,
    emptyFeed: false,
    /** The present state could not be reported to the control plane. */
    unsaid: false,
  };

  /** What is not taken is said again with the next poll; nothing that is to be served waits for it. */
  async function acknowledge(): Promise<void> {
    const { seq, mark } = state.position;
    const report = { gatewayId, appliedSeq: seq, mark, ...activation.refused(), capabilities: features };
    try {
      await client.acknowledge(report, stopping.signal);
      state.unsaid = false;
    } catch (error) {
      // Without a response there is no pulling either; with any response there is.
      if (!(error instanceof FeedError)) throw error;
      if (!state.unsaid) log.warn('the control plane does not take how far this gateway has come', { error });
      state.unsaid = true;
    }
  }

  /**
   * Work that may take long. It is said now and then that this gateway is still there: deployments go on
   * waiting for it.
   */
  async function busyWith<T>(work: Promise<T>): Promise<T> {
    const timer = setInterval(() => void acknowledge().catch(() => undefined), stillHereEveryMs);
    try {
      return await work;
    } finally {
      clearInterval(timer);
    }
  }

  async function pullOnce(): Promise<void> {
    if (store.isReplaced) await servePresentGeneration();
    // Also after a time without connection: the control plane may have forgotten this gateway since.
    if (!state.connected || state.unsaid) await acknowledge();
    if (!state.connected) log.info('connected to the control plane', { appliedSeq: state.position.seq });
    state.connected = true;
    state.failures = 0;
    // Until this process has all that there is, a poll must not wait: a gateway with nothing to pull would
    // not get ready.
    const page = await client.changes(state.position, state.synced ? pollWaitMs : 0, stopping.signal);
    if (page.startOver) return startOver(page);
    state.emptyFeed = false;
    if (page.changes.length > 0 || page.upTo !== state.position.seq) {
      await busyWith(activation.apply(page));
      state.position = { seq: page.upTo, mark: page.mark };
      await acknowledge();
    }
    if (!page.more) state.synced = true;
  }

  /**
   * The control plane does not know this position: its database is another one, or an earlier one, or this
   * gateway was away for long.
   */
  async function startOver(first: FeedPage): Promise<void> {
    if (first.changes.length === 0) {
      // More likely a mistake than an order to serve nothing.
      if (!state.emptyFeed) log.warn('the feed is empty: serving what is here until something is published');
      state.emptyFeed = true;
      state.synced = true;
      return;
    }
    log.warn('starting over: the feed does not know the position of this gateway', { ...state.position });
    const { generation, position } = await gatherFeed(store, first, (after) =>
      client.changes(after, 0, stopping.signal),
    );
    await store.putInPlace(generation, position);
    await servePresentGeneration();
    state.synced = true;
    await acknowledge();
    log.info('started over', { appliedSeq: state.position.seq });
  }

  async function servePresentGeneration(): Promise<void> {
    await busyWith(activation.reload());
    state.position = store.position();
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await pullOnce();
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (state.connected || state.failures === 0) {
          log.warn('the feed cannot be followed; serving what is here', { error });
        }
        state.connected = false;
        await backOff(state.failures++);
      }
    }
  }

  async function backOff(failures: number): Promise<void> {
    const longest = Math.min(longestBackOffMs, firstBackOffMs * 2 ** Math.min(failures, 10));
    // Half of it random, so that gateways do not come back all at once.
    const waitMs = longest / 2 + (Math.random() * longest) / 2;
    await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
  }

  const running = run();
  return {
    appliedSeq: () => state.position.seq,
    get synced() {
      return state.synced;
    },
    get connected() {
      return state.connected;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
