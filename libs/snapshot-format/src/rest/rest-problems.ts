import { findAuthorizer, type Report } from '../authorization-problems.js';
import { checkCalled, checkContentHandling, checkDefaults } from './integration-problems.js';
import type { RestSnapshot, SnapshotIntegration } from './snapshot.js';

/** What is wrong with a REST API's snapshot; see `checkConsistency`. */
export function restProblems(snapshot: RestSnapshot): readonly string[] {
  const problems: string[] = [];
  if (snapshot.apiKeySource !== 'HEADER' && snapshot.apiKeySource !== 'AUTHORIZER') {
    problems.push(`API key source ${String(snapshot.apiKeySource)} is not known`);
  }
  if (snapshot.resourcePolicy !== undefined && typeof snapshot.resourcePolicy !== 'string') {
    problems.push('the resource policy is no text');
  }
  problems.push(...checkEndpoint(snapshot));
  const { authorizers = {} } = snapshot;
  const models = new Set(Object.keys(snapshot.models ?? {}));
  let previous = '';
  for (const route of snapshot.routes) {
    if (!route.path.startsWith('/')) problems.push(`path ${route.path} does not start with a slash`);
    if (route.path <= previous) problems.push(`path ${route.path} is not in order, or there twice`);
    previous = route.path;
    for (const [httpMethod, method] of Object.entries(route.methods)) {
      const report: Report = (problem) => problems.push(`${httpMethod} ${route.path}: ${problem}`);
      findAuthorizer(method.authorization, authorizers, authorizerTypes, report);
      checkIntegration(method.integration, report);
      for (const model of Object.values(method.requestChecks?.bodyModels ?? {})) {
        if (!models.has(model)) report(`model ${model} is missing`);
      }
    }
  }
  return problems;
}

/** What is not understood here may be what keeps callers out. */
function checkEndpoint({ endpoint, resourcePolicy }: RestSnapshot): readonly string[] {
  if (endpoint === undefined) return [];
  if (!['REGIONAL', 'EDGE', 'PRIVATE'].includes(endpoint.type)) {
    return [`endpoint type ${String(endpoint.type)} is not known`];
  }
  // AWS refuses its deployment: the policy is what says who may call.
  return endpoint.type === 'PRIVATE' && resourcePolicy === undefined
    ? ['a PRIVATE API has no resource policy']
    : [];
}

const authorizerTypes = {
  CUSTOM: ['TOKEN', 'REQUEST'],
  COGNITO_USER_POOLS: ['COGNITO_USER_POOLS'],
} as const;

function checkIntegration(integration: SnapshotIntegration | null | undefined, report: Report): void {
  checkCalled(integration, report);
  const responses = integration?.responses ?? [];
  checkDefaults(responses, report);
  for (const { statusCode, contentHandling } of responses) {
    if (!/^[1-9]\d\d$/.test(statusCode)) report(`status code ${statusCode}`);
    checkContentHandling(contentHandling, report);
  }
}
