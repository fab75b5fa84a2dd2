import { SetMetadata } from '@nestjs/common';

/** Where the service name that a route is signed for is kept; null = not signed. */
export const SIGNED_FOR = 'tollgate:signed-for';

/** Routes without this decorator are signed for this service, AWS's and ours alike. */
export const DEFAULT_SERVICE = 'apigateway';

/** The route is signed for another service than `apigateway`. */
export const SignedFor = (service: string) => SetMetadata(SIGNED_FOR, service);

/**
 * The route takes unsigned requests. Only for health, and for routes with a guard of their own (the gateways'
 * token).
 */
export const Unsigned = () => SetMetadata(SIGNED_FOR, null);
