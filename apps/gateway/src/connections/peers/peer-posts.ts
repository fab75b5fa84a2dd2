import { processNameIn } from '../connection-id.js';
import type {
  AddressedConnection,
  Asked,
  CallOutcome,
  ConnectionPage,
  ConnectionPosts,
  ConnectionState,
  Found,
  PageOfStage,
  PostedMessage,
} from '../posts/connection-posts.js';
import type { PeerCalls } from './peer-calls.js';
import type { PeerRequest } from './peer-message.js';

export interface PeerPostsOptions {
  readonly local: ConnectionPosts;
  readonly calls: Pick<PeerCalls, 'ask'>;
  /** Of this process. */
  readonly processName: () => string;
  /** Of all that count as alive; null while Redis is away. */
  readonly living: () => Promise<readonly string[] | null>;
}

const noData: Buffer = Buffer.alloc(0);

/** Connections of this process and of all others that share its Redis. */
export class PeerPosts implements ConnectionPosts {
  constructor(private readonly options: PeerPostsOptions) {}

  post(to: AddressedConnection, message: PostedMessage): CallOutcome | Promise<CallOutcome> {
    const { callId, data } = message;
    return this.run(
      to,
      (local) => local.post(to, message),
      () => ({ type: 'post', to, callId }),
      data,
    );
  }

  get(of: AddressedConnection): Asked<ConnectionState> {
    return this.run(
      of,
      (local) => local.get(of),
      () => ({ type: 'get', to: of }),
    );
  }

  close(which: AddressedConnection): CallOutcome | Promise<CallOutcome> {
    return this.run(
      which,
      (local) => local.close(which),
      () => ({ type: 'close', to: which }),
    );
  }

  async list(page: PageOfStage): Promise<Found<ConnectionPage>> {
    const { local, calls, processName, living } = this.options;
    const names = await living();
    if (names === null) return 'unreachable';
    const others = names.filter((name) => name !== processName());
    const pages = await Promise.all([
      local.list(page),
      ...others.map(
        (name) => calls.ask(name, { type: 'list', page }, noData) as Promise<Found<ConnectionPage>>,
      ),
    ]);
    return joinPages(pages, page.limit);
  }

  /** By the holder of the connection, which its id names. */
  private run<T>(
    { connectionId }: AddressedConnection,
    here: (local: ConnectionPosts) => T | Promise<T>,
    there: () => PeerRequest,
    data = noData,
  ): T | 'gone' | Promise<T> {
    const { local, calls, processName } = this.options;
    const holder = processNameIn(connectionId);
    if (holder === null) return 'gone';
    if (holder === processName()) return here(local);
    return calls.ask(holder, there(), data) as Promise<T>;
  }
}

/** Whoever has died meanwhile has none. One that does not answer may have any. */
function joinPages(pages: readonly Found<ConnectionPage>[], limit: number): Found<ConnectionPage> {
  const joined = [];
  let hasMore = false;
  for (const page of pages) {
    if (page === 'gone') continue;
    if (typeof page === 'string') return page;
    joined.push(...page.connections);
    hasMore ||= page.hasMore;
  }
  joined.sort((a, b) => (a.connectionId < b.connectionId ? -1 : 1));
  return { connections: joined.slice(0, limit), hasMore: hasMore || joined.length > limit };
}
