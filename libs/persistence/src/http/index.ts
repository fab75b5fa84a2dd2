/** APIs of version 2 and what is below them. */
export {
  httpApiParts,
  httpAuthorizers,
  httpIntegrationResponses,
  httpIntegrations,
  httpModels,
  httpRouteResponses,
  httpRoutes,
} from './http-api-parts.js';
export { httpApis } from './http-apis.js';
export { httpDeployments, type HttpCompilationState } from './http-deployments.js';
export { httpStages } from './http-stages.js';
export type { PartStatements } from './part-statements.js';
