import { PersistenceModule } from '#libs/persistence-nest';
import type { Logger } from '#libs/telemetry';
import type { ControlPlaneConfig } from './config.js';
import { CONFIG, DATABASE, GATEWAY_DATABASE, LOGGER } from './tokens.js';

const database = (token: symbol, poolSize: (config: ControlPlaneConfig) => number) =>
  PersistenceModule.forRootAsync(token, {
    inject: [CONFIG, LOGGER],
    useFactory: (config: ControlPlaneConfig, log: Logger) => ({
      url: config.databaseUrl,
      poolSize: poolSize(config),
      timeouts: {
        lockMs: config.databaseLockTimeoutMs,
        statementMs: config.databaseStatementTimeoutMs,
        idleInTransactionMs: config.databaseIdleTimeoutMs,
      },
      log,
    }),
  });

/** The databases of an application; global (see ConfigModule), and the last to end. */
export const persistenceModules = () => [
  database(DATABASE, (config) => config.databasePoolSize),
  database(GATEWAY_DATABASE, (config) => config.databaseGatewayPoolSize),
];
