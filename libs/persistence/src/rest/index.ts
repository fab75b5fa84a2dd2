/** REST APIs and what is below them. */
export { apiParts } from './api-parts.js';
export { authorizers } from './authorizers.js';
export { definitionTrees } from './definition-trees.js';
export { deployments, type CompilationState } from './deployments.js';
export { documentationParts, type OrderedDocumentationPart } from './documentation-parts.js';
export { documentationVersions, type DocumentationVersionSummary } from './documentation-versions.js';
export { gatewayResponses } from './gateway-responses.js';
export { methods } from './methods.js';
export { models } from './models.js';
export { requestValidators } from './request-validators.js';
export { resources } from './resources.js';
export { restApis } from './rest-apis.js';
export { stageMoves, type RecordedStageMove, type StageMoveCause } from './stage-moves.js';
export { stages } from './stages.js';
export { testInvocationChannel, testInvocations, type TestInvocationState } from './test-invocations.js';
