/** REST APIs (version 1): what a RestApi has, and what may be done with it. */
export * from './api-parts.js';
export * from './rest-apis/index.js';
export * from './resources/index.js';
export * from './methods/index.js';
export * from './integrations/index.js';
export * from './mappings/index.js';
export * from './models/index.js';
export * from './request-validators/index.js';
export * from './authorizers/index.js';
export * from './gateway-responses/index.js';
export * from './documentation/index.js';
export * from './deployments/index.js';
export * from './stages/index.js';
export * from './changes/index.js';
export * from './sdk-types/index.js';
