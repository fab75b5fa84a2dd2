/** Custom domain names and which API is reached at which of their paths. */
export { accessAssociations } from './access-associations.js';
export { basePathMappings } from './base-path-mappings.js';
export { domainPublications, type DomainPublication } from './domain-publications.js';
export { domainNames, type StoredTruststore } from './domain-names.js';
export { openEndpoints, type OpenEndpoint } from './open-endpoints.js';
export { routingRules } from './routing-rules.js';
