import type { DeniedIdentities } from '../invocation/denied-identities.js';

/** For what is not about denied identities. */
export const nobodyDenied: DeniedIdentities = { isEmpty: true, find: () => undefined };
