import type { SelectionExpression } from '#libs/selection-expressions';
import type { DocumentHead } from '../documents/features.js';
import type { RequiredParameter } from '../rest/snapshot.js';
import type { FunctionAuthorizer } from '../rest/snapshot-authorizer.js';
import type { WebSocketIntegration } from './websocket-integration.js';

/**
 * A compiled Deployment of a WebSocket API: everything that a gateway needs to serve it, nothing that it
 * would have to look up. Named by its digest and immutable; it does not name its Deployment, so equal
 * definitions share one snapshot. Requires `websocket-api`, so that no gateway takes it for another API's.
 */
export interface WebSocketSnapshot extends DocumentHead {
  readonly protocol: 'WEBSOCKET';
  readonly accountId: string;
  readonly region: string;
  /** The API's id; called as in REST, for what serves all need not ask. */
  readonly restApiId: string;
  readonly disableExecuteApiEndpoint: boolean;
  /**
   * Gives the key of a message's route. One that is no JSON, or whose key no route has, goes to `$default`.
   */
  readonly routeSelectionExpression: SelectionExpression;
  /** Where the API key of a handshake is: in `x-api-key`, or in what the authorizer of `$connect` said. */
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  /** Messages are held to the models of their routes; never without models either. */
  readonly validatesMessages: boolean;
  /**
   * A connection ends when the token or session that it was authorised by does (tag
   * `tollgate:close-at-expiry`); missing: it does not.
   */
  readonly closesAtExpiry?: true;
  /**
   * permessage-deflate is agreed on with clients that offer it (tag `tollgate:permessage-deflate`); missing:
   * with none, as at AWS.
   */
  readonly compressesMessages?: true;
  /** Sorted by route key, and never empty. */
  readonly routes: readonly WebSocketRoute[];
  /** The authorizer that `$connect` names, by id; missing when it names none. */
  readonly authorizers?: Readonly<Record<string, WebSocketAuthorizer>>;
  /**
   * Models that routes name and those that they refer to, by name; each is a JSON schema of draft 4. Missing
   * when there are none.
   */
  readonly models?: Readonly<Record<string, unknown>>;
}

export interface WebSocketRoute {
  readonly routeId: string;
  /** `$connect`, `$disconnect`, `$default`, or what the route selection expression gives. */
  readonly routeKey: string;
  /** Other than NONE of `$connect` alone. */
  readonly authorization: ConnectAuthorization;
  /** Of `$connect` alone. */
  readonly apiKeyRequired: boolean;
  readonly operationName?: string;
  /** Of the handshake, so of `$connect` alone; missing: none. In the order in which a refusal lists them. */
  readonly requiredParameters?: readonly RequiredParameter[];
  /** Missing: messages of the route are not held to models. */
  readonly messageModels?: MessageModels;
  /** Missing: nothing is called. A handshake is accepted, and a message has gone to its end. */
  readonly integration?: WebSocketIntegration;
  /** What the integration responds is sent to the client; missing: the route is one-way. */
  readonly routeResponse?: { readonly routeResponseId: string };
}

/** Which model a message is held to. */
export interface MessageModels {
  readonly selectionExpression: SelectionExpression;
  /**
   * Name of the model by key; null: what has the key passes (a model that is not for JSON). A message whose
   * key is not here is held to that of `$default`, and without one is refused.
   */
  readonly byKey: Readonly<Record<string, string | null>>;
}

/**
 * How `$connect` finds out who calls. The compiler refuses what is not here, and a gateway what it does not
 * know, so that a protected API is never served open.
 */
export type ConnectAuthorization =
  | { readonly type: 'NONE' }
  /** A signature by an access key says who calls, and policies decide. */
  | { readonly type: 'AWS_IAM' }
  /** A Lambda authorizer's function decides. */
  | { readonly type: 'CUSTOM'; readonly authorizerId: string };

/**
 * A function that is called with the handshake, as REST's. Its identity sources must all be there and not
 * empty, else callers get 401 and it is not called; results are not kept, as a connection has but one
 * handshake.
 */
export interface WebSocketAuthorizer extends FunctionAuthorizer {
  readonly type: 'REQUEST';
  readonly identityPattern: null;
  readonly resultTtlSeconds: 0;
}
