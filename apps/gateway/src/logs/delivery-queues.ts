import type { DeliveryCounts, DeliveryQueue } from './delivery-queue.js';

/** Under this name stands what went to destinations that are forgotten. */
const forgottenName = '(other)';

/**
 * Queues by where they lead. Stages come and go, and their destinations with them: beyond so many, those that
 * have nothing to do are forgotten, and what they have counted is counted together.
 */
export class DeliveryQueues<Key, Item> {
  private readonly queues = new Map<Key, DeliveryQueue<Item>>();
  private forgotten: DeliveryCounts | null = null;

  constructor(
    /** For the status; several keys may have one. */
    private readonly nameOf: (key: Key) => string,
    private readonly most = 1_000,
  ) {}

  of(key: Key, make: () => DeliveryQueue<Item>): DeliveryQueue<Item> {
    let queue = this.queues.get(key);
    if (queue === undefined) {
      if (this.queues.size >= this.most) this.forgetIdle();
      this.queues.set(key, (queue = make()));
    }
    return queue;
  }

  /** By name. */
  status(): Readonly<Record<string, DeliveryCounts>> {
    const byName = new Map<string, DeliveryCounts>();
    for (const [key, queue] of this.queues) {
      const name = this.nameOf(key);
      byName.set(name, sumOf(byName.get(name), queue.counts()));
    }
    if (this.forgotten !== null) byName.set(forgottenName, this.forgotten);
    return Object.fromEntries(byName);
  }

  async close(withinMs: number): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close(withinMs)));
  }

  private forgetIdle(): void {
    for (const [key, queue] of this.queues) {
      if (!queue.isIdle) continue;
      this.queues.delete(key);
      this.forgotten = sumOf(this.forgotten ?? undefined, queue.counts());
    }
  }
}

const sumOf = (one: DeliveryCounts | undefined, other: DeliveryCounts): DeliveryCounts => ({
  waiting: (one?.waiting ?? 0) + other.waiting,
  sent: (one?.sent ?? 0) + other.sent,
  dropped: (one?.dropped ?? 0) + other.dropped,
});
