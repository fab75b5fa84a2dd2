import type { FrozenHttpDefinition, HttpRoute } from '#libs/api-definition';
import type { SelectionExpression } from '#libs/selection-expressions';
import type {
  ConnectAuthorization,
  MessageModels,
  RequiredParameter,
  WebSocketAuthorizer,
  WebSocketIntegration,
} from '#libs/snapshot-format';
import type { Diagnostics } from '../diagnostic.js';

/** The definition of a WebSocket API on its way to a snapshot. */
export interface WebSocketDraft {
  readonly definition: FrozenHttpDefinition;
  /** Null until read, and when it cannot be. */
  readonly routeSelectionExpression: SelectionExpression | null;
  /** Sorted by route key. */
  readonly routes: readonly DraftMessageRoute[];
  /** The one that `$connect` names, by id. */
  readonly authorizers: Readonly<Record<string, WebSocketAuthorizer>>;
  /** Schemas that messages are held to, by name. */
  readonly models: Readonly<Record<string, unknown>>;
}

export interface DraftMessageRoute {
  readonly route: HttpRoute;
  /** Null until compiled, and when it cannot be. */
  readonly authorization: ConnectAuthorization | null;
  readonly requiredParameters: readonly RequiredParameter[];
  /** Null when messages are not held to models. */
  readonly messageModels: MessageModels | null;
  /** Null until compiled, when there is none, and when it cannot be. */
  readonly integration: WebSocketIntegration | null;
  /** Null of a one-way route. */
  readonly routeResponseId: string | null;
}

/**
 * One step of the compiler. A pass that finds an error says so and goes on, so that an author sees all errors
 * at once.
 */
export type WebSocketPass = (draft: WebSocketDraft, diagnostics: Diagnostics) => WebSocketDraft;

/** The route that a handshake comes to, and the one that the end of a connection does. */
export const CONNECT = '$connect';
export const DISCONNECT = '$disconnect';
