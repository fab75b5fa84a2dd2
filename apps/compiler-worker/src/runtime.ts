import type { Database } from '#libs/persistence';
import type { QueueSettings } from '#libs/queue';
import type { Logger } from '#libs/telemetry';
import type { CompilerWorkerConfig } from './config.js';

/** What the process opens before Nest starts, and Nest's providers are given by the tokens below. */
export interface Runtime {
  readonly config: CompilerWorkerConfig;
  readonly log: Logger;
  readonly database: Database;
  readonly queue: QueueSettings;
}

/** Injection tokens: `@Inject(DATABASE) database: Database`. */
export const CONFIG = Symbol('config');
export const LOGGER = Symbol('logger');
export const DATABASE = Symbol('database');
export const QUEUE = Symbol('queue settings');
