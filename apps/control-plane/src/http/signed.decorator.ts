import { SetMetadata } from '@nestjs/common';

/** Where the names of the services that a route may be signed for are kept; null = not signed. */
export const SIGNED_FOR = 'tollgate:signed-for';

/** Routes without this decorator are signed for this service, AWS's and ours alike. */
export const DEFAULT_SERVICE = 'apigateway';

/** The route is signed for other services than `apigateway`, any of them. */
export const SignedFor = (...services: readonly string[]) => SetMetadata(SIGNED_FOR, services);

/**
 * The route takes unsigned requests. Only for health, and for routes with a guard of their own (the gateways'
 * token).
 */
export const Unsigned = () => SetMetadata(SIGNED_FOR, null);
