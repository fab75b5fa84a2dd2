/** Injection tokens: `@Inject(DATABASE) database: Database`. */
export const CONFIG = Symbol('config');
export const LOGGER = Symbol('logger');
export const DATABASE = Symbol('database');
/** `Tracer`: makes spans where a collector is set. */
export const TRACER = Symbol('tracer');
export const QUEUE = Symbol('queue settings');
