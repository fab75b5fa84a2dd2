/** Encryption of secrets at rest, and the check that the key is this database's own. */
export { installation } from './installation.js';
export { createSealer, type Sealer } from './sealer.js';
