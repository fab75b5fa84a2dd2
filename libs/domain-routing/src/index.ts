/** Which domain a host names, and which API, stage and path a request to a domain takes. */
export { compileDomainRoutes, type DomainRoutes, type RoutedRequest } from './compile-domain-routes.js';
export { DomainNameTable } from './domain-name-table.js';
export { hostNameOf } from './host-name-of.js';
export { isHostOfApis, readApiHost, type ApiHost } from './read-api-host.js';
export { splitStage } from './split-stage.js';
