import type { AuthorizationKind } from './authorization-kind.js';

/** NONE: everybody may call. */
export const none: AuthorizationKind<'NONE'> = () => null;
