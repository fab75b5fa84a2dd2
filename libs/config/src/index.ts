/** Reads and freezes a process's environment; see `read-config.ts`. */
export { ConfigError, readConfig } from './read-config.js';
/** The types behind a config: a field, a schema of fields, and the object that a schema gives. */
export type { ConfigOf, Field, Schema } from './field.js';
/** Builders, one per kind of value. */
export { boolean, integer, oneOf, parsed, path, string, url, urls } from './fields.js';
/** A schema as rows of the README's table of settings. */
export { describeConfig, type ConfigRow } from './describe-config.js';
/** Settings that several processes share. */
export { databaseSettings } from './database-settings.js';
export { traceSettings } from './trace-settings.js';
