import type { HttpSnapshot } from './http/snapshot.js';
import type { RestSnapshot, SnapshotEndpoint } from './rest/snapshot.js';
import type { WebSocketSnapshot } from './websocket/snapshot.js';

/**
 * A compiled Deployment, of whatever protocol its API speaks. `protocol` tells them apart; without it a
 * snapshot is a REST API's. One of another protocol requires a feature that older gateways do not have, so
 * that none takes it for a REST API.
 */
export type Snapshot = RestSnapshot | HttpSnapshot | WebSocketSnapshot;

/** Whether it is a REST API's. */
export function isRestSnapshot(snapshot: Snapshot): snapshot is RestSnapshot {
  return snapshot.protocol === undefined || snapshot.protocol === 'REST';
}

/** What the API's kind of endpoint asks for; undefined: nothing. */
export const endpointOf = (snapshot: Snapshot): SnapshotEndpoint | undefined =>
  isRestSnapshot(snapshot) ? snapshot.endpoint : undefined;
