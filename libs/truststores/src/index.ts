/** What a domain's truststore is at S3, with its lists of revoked certificates. */
export { readTruststoreOf, withTruststore, type ReadTruststore } from './read-truststore.js';
/** Of lists alone, for a truststore that stays as it is. */
export { readRevocations, type ReadRevocations } from './read-revocations.js';
/** GetObject, of any S3. */
export { createReadObject, type ReadObject, type S3Object } from './read-object.js';
