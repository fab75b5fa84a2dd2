/** Starts a server on a data folder; what it gives back controls that server. */
export {
  startPostgresCluster,
  type PostgresCluster,
  type PostgresClusterOptions,
  type PostgresExit,
} from './start-postgres-cluster.js';
/** A start that cannot succeed; the message is one line for the operator. */
export { PostgresStartError } from './postgres-start-error.js';
/** Where the server of a data folder is, if it runs. */
export { runningClusterUrl } from './running-cluster-url.js';
/** Creates a database unless it is there. */
export { ensureDatabase } from './ensure-database.js';
/** One process per folder, given up by itself when the process dies. */
export { lockFolder, type FolderLock } from './lock-folder.js';
/** A port that was free a moment ago, and whether one is. */
export { freePort, isPortFree } from './free-port.js';
