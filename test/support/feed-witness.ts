/** Follows the distribution feed as a gateway does and remembers every change that it was told of. */
export interface FeedWitness {
  readonly changes: readonly {
    readonly seq: number;
    readonly kind: string;
    readonly name: string;
    readonly body: string | null;
  }[];
  stop(): Promise<void>;
}

export function witnessFeed(controlPlaneUrl: string, token: string): FeedWitness {
  const changes: FeedWitness['changes'][number][] = [];
  const stopped = new AbortController();
  const follow = async (): Promise<void> => {
    let after = 0;
    while (!stopped.signal.aborted) {
      try {
        const response = await fetch(
          `${controlPlaneUrl}/_tollgate/distribution/changes?after=${after}&waitMs=1000`,
          {
            headers: { authorization: `Bearer ${token}`, 'x-tollgate-gateway-id': 'witness-of-a-test' },
            signal: stopped.signal,
          },
        );
        const page = (await response.json()) as { changes: typeof changes; upTo: number };
        changes.push(...page.changes);
        after = page.upTo;
      } catch {
        // The control plane is being killed by the test, or the test is over: ask again, or end.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const running = follow();
  return {
    changes,
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}
