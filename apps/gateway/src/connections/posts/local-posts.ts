import { isUtf8 } from 'node:buffer';
import type { Connection } from '../connection.js';
import type { Connections } from '../connections.js';
import type {
  AddressedConnection,
  CallOutcome,
  ConnectionPage,
  ConnectionPosts,
  ConnectionState,
  Found,
  PageOfStage,
  PostedMessage,
} from './connection-posts.js';
import { RecentCalls } from './recent-calls.js';

/** What `$disconnect` shows of a connection that DeleteConnection has ended (public reports). */
const deleted = { code: 1000, reason: 'Connection Closed Normally' };

/** The connections of this process. Answers at once, so that posts go out in the order in which they come. */
export class LocalPosts implements ConnectionPosts {
  private readonly recent = new RecentCalls();

  constructor(private readonly connections: Pick<Connections, 'find' | 'ofStage'>) {}

  post(to: AddressedConnection, { data, callId }: PostedMessage): CallOutcome {
    const connection = this.find(to);
    if (connection === undefined) return 'gone';
    const call = callId === null ? null : `${to.connectionId} ${callId}`;
    if (call !== null && this.recent.has(call)) return 'done';
    // AWS posts text. Bytes that are none would make the client fail the connection (RFC 6455, section 8.1).
    const outcome = connection.send(data, !isUtf8(data));
    if (outcome !== 'sent') return outcome;
    if (call !== null) this.recent.add(call);
    return 'done';
  }

  get(of: AddressedConnection): Found<ConnectionState> {
    const connection = this.find(of);
    return connection === undefined ? 'gone' : stateOf(connection);
  }

  close(which: AddressedConnection): CallOutcome {
    const connection = this.find(which);
    if (connection === undefined) return 'gone';
    connection.close(deleted.code, deleted.reason);
    return 'done';
  }

  list({ apiId, stageName, after, limit }: PageOfStage): ConnectionPage {
    const behind: Connection[] = [];
    for (const connection of this.connections.ofStage(apiId, stageName)) {
      if (connection.isEnding) continue;
      if (after === null || connection.facts.connectionId > after) behind.push(connection);
    }
    behind.sort((a, b) => (a.facts.connectionId < b.facts.connectionId ? -1 : 1));
    return { connections: behind.slice(0, limit).map(stateOf), hasMore: behind.length > limit };
  }

  private find({ apiId, stageName, connectionId }: AddressedConnection): Connection | undefined {
    const connection = this.connections.find(connectionId);
    if (connection === undefined || connection.isEnding) return undefined;
    const { facts } = connection;
    return facts.apiId === apiId && facts.stageName === stageName ? connection : undefined;
  }
}

function stateOf({ facts, lastActiveAtMs }: Connection): ConnectionState {
  const { connectionId, connectedAtMs, sourceIp, userAgent, found } = facts;
  const { principalId = null, apiKeyId = null } = found ?? {};
  return { connectionId, connectedAtMs, lastActiveAtMs, sourceIp, userAgent, principalId, apiKeyId };
}
