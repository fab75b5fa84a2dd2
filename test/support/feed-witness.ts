/**
 * Follows the distribution feed as a gateway does and remembers every change that it was told of. It
 * acknowledges each page: calls that deploy wait for every gateway that is connected, and would wait for it
 * to the end of their time.
 */
export interface FeedWitness {
  readonly changes: readonly {
    readonly seq: number;
    readonly kind: string;
    readonly name: string;
    readonly body: string | null;
  }[];
  stop(): Promise<void>;
}

const gatewayId = 'witness-of-a-test';

export function witnessFeed(controlPlaneUrl: string, token: string): FeedWitness {
  const changes: FeedWitness['changes'][number][] = [];
  const stopped = new AbortController();
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${controlPlaneUrl}/_tollgate/distribution/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'x-tollgate-gateway-id': gatewayId },
      signal: stopped.signal,
    });
  const follow = async (): Promise<void> => {
    let after = 0;
    while (!stopped.signal.aborted) {
      try {
        const response = await ask(`changes?after=${after}&waitMs=1000`);
        const page = (await response.json()) as { changes: typeof changes; upTo: number };
        changes.push(...page.changes);
        if (page.upTo === after) continue;
        after = page.upTo;
        const body = JSON.stringify({ gatewayId, appliedSeq: after, refused: [] });
        await (await ask('acknowledgements', { method: 'POST', body })).arrayBuffer();
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
