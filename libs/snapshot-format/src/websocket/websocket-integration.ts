import type { SelectionExpression } from '#libs/selection-expressions';
import type {
  AwsServiceIntegration,
  HttpIntegration,
  LambdaIntegration,
  MockIntegration,
  SnapshotIntegrationResponse,
} from '../rest/snapshot.js';

/** What a route of a WebSocket API calls: REST's integrations, but for what has other keys. */
export type WebSocketIntegration =
  | Selecting<MockIntegration>
  | Selecting<HttpIntegration>
  | Selecting<LambdaIntegration>
  | Selecting<AwsServiceIntegration>;

/**
 * Templates are not chosen by content types: `requestTemplates` are by the keys that
 * `templateSelectionExpression` gives, `$default` for the rest. Never `streamsResponse`.
 */
type Selecting<Integration> = Omit<Integration, 'responses' | 'streamsResponse'> & {
  readonly integrationId: string;
  readonly templateSelectionExpression: SelectionExpression;
  /** In the order in which patterns are tried; at most one default response. Empty of proxies. */
  readonly responses: readonly WebSocketIntegrationResponse[];
};

/**
 * What of the integration's response becomes a message. It has no status: that of a handshake is the
 * integration's own. `selectionPattern`: what stands between the slashes of the key; null of `$default`.
 * `templates`: by the keys that `templateSelectionExpression` gives. `headers`: of the response to the
 * handshake.
 */
export interface WebSocketIntegrationResponse extends Omit<SnapshotIntegrationResponse, 'statusCode'> {
  readonly integrationResponseId: string;
  readonly templateSelectionExpression: SelectionExpression;
}
