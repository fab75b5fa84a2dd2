import type { Credential, Database, Sealer } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import type { ControlPlaneConfig } from './config.js';

/** What the process opens before Nest starts, and Nest's providers are given by the tokens below. */
export interface Runtime {
  readonly config: ControlPlaneConfig;
  readonly log: Logger;
  /** For management. */
  readonly database: Database;
  /**
   * The same Postgres by connections of their own, for what gateways ask: whatever management calls wait for,
   * gateways get their feed and their permits.
   */
  readonly gatewayDatabase: Database;
  readonly sealer: Sealer;
  readonly findCredential: (accessKeyId: string) => Credential | undefined | Promise<Credential | undefined>;
  /** What gateways must show in `Authorization: Bearer`. */
  readonly gatewayToken: string;
  /**
   * What node is started with for threads; as this process was by default. A spec, which is run by jest, says
   * how sources are run.
   */
  readonly threadArguments?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Injection tokens, one per member of Runtime: `@Inject(DATABASE) database: Database`. */
export const CONFIG = Symbol('config');
export const LOGGER = Symbol('logger');
export const DATABASE = Symbol('database');
export const GATEWAY_DATABASE = Symbol('database for gateways');
export const SEALER = Symbol('sealer');
export const FIND_CREDENTIAL = Symbol('find credential');
export const GATEWAY_TOKEN = Symbol('gateway token');
export const THREAD_ARGUMENTS = Symbol('thread arguments');
export const NOW = Symbol('now');
