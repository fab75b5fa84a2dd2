import {
  compileSelectionExpression,
  DEFAULT_KEY,
  type SelectionExpression,
} from '#libs/selection-expressions';
import { reject } from '../../refusals/rejection.js';
import type { ActiveMethod } from '../active-stage.js';
import type { Invocation } from '../invocation.js';
import type { RouteStep } from '../step.js';
import { messageScope } from '../websocket/selection-scopes.js';

/** The routes of a WebSocket API as they serve. */
export interface WebSocketRoutes {
  readonly connect: ActiveMethod;
  readonly disconnect: ActiveMethod;
  /** By route key, `$default` too; neither of the two above. */
  readonly messages: ReadonlyMap<string, ActiveMethod>;
  /** What calls for a connection (`@connections`) take. */
  readonly calls: ActiveMethod;
  readonly selectionExpression: SelectionExpression;
}

/** `/@connections/{id}`, behind the stage; some clients escape the sign (guide page on @connections). */
const callPath = /^\/+(?:@|%40)connections\/+([^/]+)\/*$/;

/**
 * Finds the route of what has come over a connection: of a message by the key that the route selection
 * expression gives. See "selectRoute" in docs/WEBSOCKET-PIPELINE.md.
 */
export function selectRoute({
  connect,
  disconnect,
  messages,
  calls,
  selectionExpression,
}: WebSocketRoutes): RouteStep {
  const keyOf = compileSelectionExpression(selectionExpression);
  const otherwise = messages.get(DEFAULT_KEY) ?? null;

  function routeOf(invocation: Invocation): ActiveMethod | null {
    switch (invocation.event?.type) {
      case 'CONNECT':
        return connect;
      case 'DISCONNECT':
        return disconnect;
      case 'MESSAGE':
        return messages.get(keyOf(messageScope(invocation))) ?? otherwise;
      case undefined:
        return connectionNamed(invocation) ? calls : null;
    }
  }

  return {
    name: 'selectRoute',
    run(invocation) {
      const { event } = invocation;
      const route = routeOf(invocation);
      // Neither paths nor keys: both are callers' texts, and reasons are logged.
      if (route === null) {
        return event === null
          ? reject('connection.no_upgrade', 'neither an upgrade nor a call for a connection')
          : reject('route.not_selected', 'no route has the key of the message');
      }
      invocation.method = route;
      return null;
    },
  };
}

/**
 * Sets `connectionId`, without escapes, where the path is that of a call for a connection: ids end in `=`,
 * which most clients escape. Nobody decodes it again: what policies are asked about is what is called.
 */
function connectionNamed(invocation: Invocation): boolean {
  const [, connectionId] = callPath.exec(invocation.address.path) ?? [];
  if (connectionId === undefined) return false;
  invocation.pathParameters = { connectionId: withoutEscapes(connectionId) };
  return true;
}

/** As it came where its escapes are none: it names no connection then. */
function withoutEscapes(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
