import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#libs/telemetry';
import type { Activation } from './activation.js';
import { pollWaitMs, type FeedClient } from './feed-client.js';

const firstBackOffMs = 100;
const longestBackOffMs = 5_000;

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
  readonly client: FeedClient;
  readonly activation: Activation;
  readonly pullAfter: number;
  readonly gatewayId: string;
  readonly log: Logger;
}): FollowedFeed {
  const { client, activation, gatewayId, log } = options;
  const stopping = new AbortController();
  const state = { position: options.pullAfter, synced: false, connected: false, failures: 0 };

  async function acknowledge(): Promise<void> {
    await client.acknowledge(
      { gatewayId, appliedSeq: state.position, refused: activation.refused() },
      stopping.signal,
    );
  }

  async function pullOnce(): Promise<void> {
    // Also after a time without connection: the control plane may have forgotten this gateway since.
    if (!state.connected) await acknowledge();
    if (!state.connected) log.info('connected to the control plane', { appliedSeq: state.position });
    state.connected = true;
    state.failures = 0;
    // Until this process has all that there is, a poll must not wait: a gateway with nothing to pull would not get ready.
    const page = await client.changes(state.position, state.synced ? pollWaitMs : 0, stopping.signal);
    if (page.changes.length > 0 || page.upTo !== state.position) {
      await activation.apply(page);
      state.position = page.upTo;
      await acknowledge();
    }
    if (!page.more) state.synced = true;
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
    appliedSeq: () => state.position,
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
