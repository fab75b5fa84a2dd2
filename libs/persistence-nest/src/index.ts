/** `persistence` for Nest. */
export { PersistenceModule, type PersistenceOptions } from './persistence.module.js';
