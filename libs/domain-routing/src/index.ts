/** Which domain a host names, and which API, stage and path a request to a domain takes. */
export { compileDomainRoutes, type DomainRoutes, type RoutedRequest } from './compile-domain-routes.js';
export { DomainNameTable } from './domain-name-table.js';
export { hostNameOf } from './host-name-of.js';
