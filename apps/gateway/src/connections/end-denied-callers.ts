import type { ActiveStages } from '../invocation/active-stage.js';
import type { DeniedIdentities } from '../invocation/denied-identities.js';
import type { Connection } from './connection.js';
import { identityDenied } from './connection-end.js';
import type { Connections } from './connections.js';

export interface EndDeniedCallersOptions {
  readonly connections: Pick<Connections, 'all' | 'size' | 'watch'>;
  readonly denied: DeniedIdentities & {
    /** Is told whenever somebody is denied, or is not any more. */
    onChange(tell: () => void): void;
  };
  readonly stages: Pick<ActiveStages, 'find'>;
}

/** So many are gone through in one turn of the event loop. */
const connectionsPerTurn = 1000;

/**
 * Closes the connections of callers whom an account denies: those that are open when somebody is newly
 * denied, and such as were let in just before. Nothing is kept for it: all connections are gone through once,
 * however many identities come in one turn.
 */
export function endDeniedCallers({ connections, denied, stages }: EndDeniedCallersOptions): void {
  let round: Iterator<Connection> | null = null;
  let isStale = false;

  const endIfDenied = (connection: Connection): void => {
    const { apiId, stageName, found } = connection.facts;
    if (!found?.names) return;
    const accountId = stages.find(apiId, stageName)?.document.accountId;
    if (accountId === undefined) return;
    const nowMs = Date.now();
    if (found.names.some((name) => denied.find(accountId, name, nowMs) !== undefined)) {
      connection.close(identityDenied.code, identityDenied.reason);
    }
  };

  const goOn = (): void => {
    for (let seen = 0; seen < connectionsPerTurn; seen++) {
      const next = round!.next();
      if (next.done) return end();
      endIfDenied(next.value);
    }
    setImmediate(goOn);
  };
  const begin = (): void => {
    isStale = false;
    if (denied.isEmpty || connections.size === 0) return void (round = null);
    round = connections.all()[Symbol.iterator]();
    setImmediate(goOn);
  };
  const end = (): void => {
    round = null;
    if (isStale) begin();
  };

  denied.onChange(() => {
    if (round === null) begin();
    else isStale = true;
  });
  connections.watch({
    opened: (connection) => {
      if (!denied.isEmpty) endIfDenied(connection);
    },
  });
}
