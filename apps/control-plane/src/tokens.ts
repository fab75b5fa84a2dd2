import type { Credential } from '#libs/persistence';
import type { Session } from '#libs/session-tokens';
import type { Logger } from '#libs/telemetry';
import type { ControlPlaneConfig } from './config.js';

/** Who signs calls: by a key of their own, or for a while by that of a session. */
export interface Signer extends Credential {
  readonly session: Session | null;
}

/** What some of the tokens below give. */
export interface Runtime {
  readonly config: ControlPlaneConfig;
  readonly log: Logger;
  /** By an access key, and of a session by its token too. */
  readonly findSigner: (
    accessKeyId: string,
    sessionToken: string | undefined,
  ) => Signer | undefined | Promise<Signer | undefined>;
  readonly gatewayToken: string;
  /**
   * What node is started with for threads; as this process was by default. A spec, which is run by jest, says
   * how sources are run.
   */
  readonly threadArguments?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Injection tokens of what every module may ask for: `@Inject(DATABASE) database: Database`. */
export const CONFIG = Symbol('config');
export const LOGGER = Symbol('logger');
/** For management. */
export const DATABASE = Symbol('database');
/**
 * The same Postgres by connections of their own, for what gateways ask: whatever management calls wait for,
 * gateways get their feed and their permits.
 */
export const GATEWAY_DATABASE = Symbol('database for gateways');
export const SEALER = Symbol('sealer');
export const FIND_SIGNER = Symbol('find signer');
/** Makes the tokens of sessions. */
export const SESSION_SEAL = Symbol('session seal');
/** `IdentityChanges`: to tell, and hear, that users, keys, roles or policies have changed. */
export const IDENTITY_CHANGES = Symbol('identity changes');
/** What gateways must show in `Authorization: Bearer`. */
export const GATEWAY_TOKEN = Symbol('gateway token');
/** `Tracer`: makes spans where a collector is set. */
export const TRACER = Symbol('tracer');
/** Where the build of the console is. */
export const CONSOLE_FOLDER = Symbol('console folder');
export const THREAD_ARGUMENTS = Symbol('thread arguments');
export const NOW = Symbol('now');
