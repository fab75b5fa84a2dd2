import type { Acknowledgement, FeedChange, FeedPage } from '#libs/snapshot-format';
import { Agent, type Dispatcher } from 'undici';

/** Follows the feed as a gateway does, without serving anything. */
export interface FakeGateway {
  readonly id: string;
  readonly changes: readonly FeedChange[];
  /** Polls once; the page as it came. */
  poll(
    query: string,
    init?: { readonly token?: string; readonly id?: string },
  ): Promise<Dispatcher.ResponseData>;
  acknowledge(acknowledgement: Partial<Acknowledgement> | string): Promise<number>;
  /**
   * Follows the feed from `after` on and acknowledges each page, `ackDelayMs` after it came; documents in
   * `refuses` with that reason.
   */
  follow(options?: FollowOptions): void;
  /** Breaks the connections off, as a killed process does. */
  kill(): Promise<void>;
}

export interface FollowOptions {
  readonly after?: number;
  readonly ackDelayMs?: number;
  /** Pulls, but never says what became of it. */
  readonly silent?: boolean;
  readonly refuses?: Readonly<Record<string, string>>;
}

export function createFakeGateway(plane: { url: string; gatewayToken: string }, id: string): FakeGateway {
  const dispatcher = new Agent({ connections: 2 });
  const changes: FeedChange[] = [];
  const stopping = new AbortController();

  const request = (
    path: string,
    options: { method?: 'POST'; body?: string; token?: string; id?: string } = {},
  ) =>
    dispatcher.request({
      origin: plane.url,
      path: `/_tollgate/distribution/${path}`,
      method: options.method ?? 'GET',
      headers: {
        authorization: `Bearer ${options.token ?? plane.gatewayToken}`,
        'x-tollgate-gateway-id': options.id ?? id,
      },
      body: options.body ?? null,
      signal: stopping.signal,
    });

  const acknowledge = async (acknowledgement: Partial<Acknowledgement> | string): Promise<number> => {
    const body =
      typeof acknowledgement === 'string'
        ? acknowledgement
        : JSON.stringify({ gatewayId: id, refused: [], ...acknowledgement });
    const response = await request('acknowledgements', { method: 'POST', body });
    await response.body.dump();
    return response.statusCode;
  };

  const run = async ({ after = 0, ackDelayMs = 0, silent = false, refuses = {} }: FollowOptions) => {
    for (let position = after; ;) {
      const response = await request(`changes?after=${position}`);
      const page = (await response.body.json()) as FeedPage;
      changes.push(...page.changes);
      const moved = page.upTo !== position;
      position = page.upTo;
      if (!moved || silent) continue;
      await new Promise((resolve) => setTimeout(resolve, ackDelayMs));
      const refused = changes.flatMap(({ seq, kind, name }) => {
        const reason = refuses[name];
        return reason === undefined ? [] : [{ seq, kind, name, reason }];
      });
      await acknowledge({ appliedSeq: position, refused });
    }
  };

  return {
    id,
    changes,
    poll: (query, init = {}) => request(`changes?${query}`, init),
    acknowledge,
    follow: (options = {}) => {
      run(options).catch((error: unknown) => {
        if (!stopping.signal.aborted) throw error;
      });
    },
    kill: async () => {
      stopping.abort();
      await dispatcher.destroy();
    },
  };
}
