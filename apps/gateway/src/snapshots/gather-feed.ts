import type { FeedChange, FeedPage, FeedPosition } from '#libs/snapshot-format';
import { checkArrival } from './check-change.js';
import { FeedError } from './feed-client.js';
import type { LocalStore, RefusedChange } from './local-store.js';
import type { StoreGeneration } from './store-generation.js';

/**
 * Reads a whole feed, from its first page on, into a generation of the store that nobody reads yet. Page by
 * page onto the disk, so a million keys are never in memory. Rejects, and leaves nothing behind, when a page
 * does not come.
 */
export async function gatherFeed(
  store: Pick<LocalStore, 'beginGeneration'>,
  first: FeedPage,
  read: (after: FeedPosition) => Promise<FeedPage>,
): Promise<{ readonly generation: StoreGeneration; readonly position: FeedPosition }> {
  const generation = await store.beginGeneration();
  try {
    let page = first;
    for (;;) {
      await generation.add(sort(page.changes));
      const position = { seq: page.upTo, mark: page.mark };
      if (!page.more) return { generation, position };
      page = await read(position);
      if (page.startOver) throw new FeedError('the feed was replaced while it was read', 200);
    }
  } catch (error) {
    await generation.drop();
    throw error;
  }
}

function sort(changes: readonly FeedChange[]): { applied: FeedChange[]; refused: RefusedChange[] } {
  const applied: FeedChange[] = [];
  const refused: RefusedChange[] = [];
  for (const change of changes) {
    // There is nothing here that could be deleted.
    if (change.body === null) continue;
    const arrived = checkArrival(change);
    if (arrived.ok) applied.push(change);
    else refused.push({ ...change, reason: arrived.reason });
  }
  return { applied, refused };
}
