import type { AuthorizationKind } from './authorization-kind.js';

/** NONE: nobody is asked who calls; an API's policy has decided before. */
export const none: AuthorizationKind<'NONE'> = () => null;
