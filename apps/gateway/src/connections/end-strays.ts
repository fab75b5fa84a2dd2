import type { ActiveStages } from '../invocation/active-stage.js';
import { goingAway } from './connection-end.js';
import type { Connections } from './connections.js';

/** Closes what opens in a stage that was deleted while its handshake was pending. */
export function endStrays(connections: Pick<Connections, 'watch'>, stages: Pick<ActiveStages, 'find'>): void {
  connections.watch({
    opened: (connection) => {
      const { apiId, stageName } = connection.facts;
      if (stages.find(apiId, stageName) !== undefined) return;
      // The other watchers are to hear of it first.
      setImmediate(() => connection.close(goingAway.code, goingAway.reason));
    },
  });
}
