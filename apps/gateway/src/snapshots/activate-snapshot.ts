import { isRestSnapshot, type Snapshot } from '#libs/snapshot-format';
import type { ActiveSnapshot } from '../invocation/active-stage.js';
import type { ActivateHttpSnapshot } from './activate-http-snapshot.js';
import type { ActivateRestSnapshot } from './activate-rest-snapshot.js';
import type { ActivateWebSocketSnapshot } from './activate-websocket-snapshot.js';
import type { Checked } from './check-change.js';

/** Builds a snapshot whose digest was verified, for the steps and integrations of this process. */
export type ActivateSnapshot = (digest: string, document: Snapshot) => Checked<ActiveSnapshot>;

/** How the snapshots of each protocol are built. */
export interface SnapshotActivators {
  readonly REST: ActivateRestSnapshot;
  readonly HTTP: ActivateHttpSnapshot;
  readonly WEBSOCKET: ActivateWebSocketSnapshot;
}

/** Builds each snapshot by its protocol; one that this release does not speak is refused. */
export function createSnapshotActivator(activators: SnapshotActivators): ActivateSnapshot {
  return (digest, document) => {
    const { protocol = 'REST' } = document;
    if (isRestSnapshot(document) && protocol === 'REST') return activators.REST(digest, document);
    if (document.protocol === 'HTTP') return activators.HTTP(digest, document);
    if (document.protocol === 'WEBSOCKET') return activators.WEBSOCKET(digest, document);
    return { ok: false, reason: `this gateway does not speak the protocol ${String(protocol)}` };
  };
}
