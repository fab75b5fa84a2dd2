/** Injection tokens: `@Inject(DATABASE) database: Database`. */
export const CONFIG = Symbol('config');
export const LOGGER = Symbol('logger');
export const DATABASE = Symbol('database');
export const QUEUE = Symbol('queue settings');
