import { feedStart, type Acknowledgement, type FeedPage } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { FeedError } from './feed-client.js';
import { followFeed } from './follow-feed.js';

const page: FeedPage = { changes: [], upTo: 7, mark: 'a mark', more: false };

/** A control plane with one page, and a gateway that takes it over when it is let. */
function follow(acknowledged: (acknowledgement: Acknowledgement) => void) {
  let letThrough = (): void => undefined;
  const applied = new Promise<void>((resolve) => (letThrough = resolve));
  let pages = 0;
  const feed = followFeed({
    store: {
      isReplaced: false,
      position: () => feedStart,
      putInPlace: () => Promise.resolve(true),
      beginGeneration: () => Promise.reject(new Error('nothing starts over here')),
    },
    client: {
      acknowledge: (acknowledgement) => {
        acknowledged(acknowledgement);
        return Promise.resolve();
      },
      changes: (_after, _waitMs, signal) =>
        pages++ === 0
          ? Promise.resolve(page)
          : new Promise((_resolve, reject) =>
              signal.addEventListener('abort', () => reject(new Error('stop'))),
            ),
    },
    activation: {
      apply: () => applied,
      reload: () => Promise.resolve(),
      refused: () => ({ refused: [], refusedCount: 0 }),
    },
    pullAfter: feedStart,
    gatewayId: 'busy',
    log: silentLogger,
    stillHereEveryMs: 1,
  });
  return { feed, letThrough };
}

test('a gateway that is long at work says that it is still there, with the position that it has, so that it is waited for', async () => {
  const said: number[] = [];
  const { feed, letThrough } = follow(({ appliedSeq }) => said.push(appliedSeq));
  await waitFor(() => said.length > 3);
  expect(new Set(said)).toEqual(new Set([0]));
  letThrough();
  await waitFor(() => said.at(-1) === 7);
  const { length } = said;
  expect(feed.appliedSeq()).toBe(7);
  await feed.stop();
  expect(said).toHaveLength(length);
});

test('an acknowledgement that is not taken holds nothing up', async () => {
  const { feed, letThrough } = follow(() => {
    throw new FeedError('not taken', 400);
  });
  letThrough();
  await waitFor(() => feed.appliedSeq() === 7 && feed.synced);
  await feed.stop();
});
