/**
 * Encryption of secrets at rest, the check that the key is this database's own, and who may sign management
 * calls.
 */
export { createCredentialCache } from './create-credential-cache.js';
export { credentials, type Credential } from './credentials.js';
export { installation } from './installation.js';
export { createSealer, type Sealer } from './sealer.js';
