import { badRequest, type WireError } from '#libs/aws-wire';

/**
 * What a call is refused with whose operation API Gateway has and Tollgate does not: portals and their
 * products, of version 2. Undefined for paths that are nobody's.
 */
export const notServed = (path: string): WireError | undefined =>
  /^\/v2\/(?:portals|portalproducts)(?:\/|\?|$)/.test(path)
    ? badRequest('Portals and portal products are not served.')
    : undefined;
