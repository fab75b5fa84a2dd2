import type { Logger } from '#libs/telemetry';
import type { DataSourceOptions } from 'typeorm';
import { entities } from '../entities.js';
import { migrations } from './migrations.js';
import { PreparingClient } from './preparing-client.js';
import {
  sessionSettings,
  usualTimeouts,
  withServerKeepalives,
  type DatabaseTimeouts,
} from './session-settings.js';

/** What a Database is made from. */
export interface DatabaseOptions {
  readonly url: string;
  /** Connections at most; `listen` takes one more per channel. */
  readonly poolSize: number;
  readonly log: Logger;
  /** Milliseconds to wait for a connection before Postgres counts as away. */
  readonly connectTimeoutMs?: number;
  /** `usualTimeouts` where not told. */
  readonly timeouts?: DatabaseTimeouts;
}

export type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** What TypeORM's DataSource is made with. */
export function dataSourceOptions(options: DatabaseOptions): PostgresOptions {
  return {
    type: 'postgres',
    url: withServerKeepalives(options.url),
    poolSize: options.poolSize,
    entities: [...entities],
    migrations: [...migrations],
    synchronize: false,
    logging: false,
    connectTimeoutMS: connectTimeoutOf(options),
    applicationName: 'tollgate',
    extra: { Client: PreparingClient, ...sessionSettings(options.timeouts ?? usualTimeouts) },
    // An idle connection that breaks is replaced by the pool; without a handler it would end the process.
    poolErrorHandler: (error: unknown) => options.log.warn('a database connection was lost', { error }),
  };
}

export const connectTimeoutOf = ({ connectTimeoutMs = 5_000 }: DatabaseOptions): number => connectTimeoutMs;
