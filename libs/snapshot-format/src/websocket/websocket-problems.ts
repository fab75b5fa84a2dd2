import type { SelectionExpression, SelectionPart } from '#libs/selection-expressions';
import { findAuthorizer, type Report } from '../authorization-problems.js';
import {
  checkCalled,
  checkContentHandling,
  checkDefaults,
  type CalledIntegration,
} from '../rest/integration-problems.js';
import type { WebSocketRoute, WebSocketSnapshot } from './snapshot.js';
import type { WebSocketIntegration } from './websocket-integration.js';

/** What is wrong with a WebSocket API's snapshot; see `checkConsistency`. */
export function webSocketProblems(snapshot: WebSocketSnapshot): readonly string[] {
  const problems: string[] = [];
  const reportAll: Report = (problem) => problems.push(problem);
  if (!snapshot.requires?.includes('websocket-api')) reportAll('it does not require websocket-api');
  if (snapshot.apiKeySource !== 'HEADER' && snapshot.apiKeySource !== 'AUTHORIZER') {
    reportAll(`API key source ${String(snapshot.apiKeySource)} is not known`);
  }
  checkExpression(snapshot.routeSelectionExpression, 'routeSelectionExpression', reportAll);
  if (snapshot.routes.length === 0) reportAll('no routes');
  const models = new Set(Object.keys(snapshot.models ?? {}));
  let previous = '';
  for (const route of snapshot.routes) {
    const report: Report = (problem) => problems.push(`${route.routeKey}: ${problem}`);
    if (route.routeKey <= previous) report('the route is not in order, or there twice');
    previous = route.routeKey;
    findAuthorizer(route.authorization, snapshot.authorizers ?? {}, { CUSTOM: ['REQUEST'] }, report);
    if (route.routeKey !== '$connect') checkMessageRoute(route, report);
    checkModels(route, models, report);
    if (route.integration !== undefined) checkIntegration(route.integration, report);
  }
  return problems;
}

/** Nobody would ask for these once a connection is open. */
function checkMessageRoute(route: WebSocketRoute, report: Report): void {
  if (route.authorization?.type !== 'NONE') report('authorization is for $connect alone');
  if (route.apiKeyRequired) report('an API key is for $connect alone');
  if (route.requiredParameters !== undefined) report('required parameters are for $connect alone');
}

function checkModels({ messageModels }: WebSocketRoute, models: ReadonlySet<string>, report: Report): void {
  if (messageModels === undefined) return;
  checkExpression(messageModels.selectionExpression, 'modelSelectionExpression', report);
  for (const model of Object.values(messageModels.byKey)) {
    if (model !== null && !models.has(model)) report(`model ${model} is missing`);
  }
}

function checkIntegration(integration: WebSocketIntegration, report: Report): void {
  const called: CalledIntegration = integration;
  checkCalled(called, report);
  if (called.streamsResponse !== undefined) report('responses of WebSocket APIs do not stream');
  checkExpression(integration.templateSelectionExpression, 'templateSelectionExpression', report);
  checkDefaults(integration.responses, report);
  for (const { contentHandling, templateSelectionExpression } of integration.responses) {
    checkContentHandling(contentHandling, report);
    checkExpression(templateSelectionExpression, 'templateSelectionExpression', report);
  }
}

const kinds: Readonly<Record<SelectionPart['kind'], true>> = {
  text: true,
  requestBody: true,
  responseStatusCode: true,
  responseHeader: true,
  responseMultiValueHeader: true,
  responseBody: true,
};

/** What is not understood would choose something else than is meant. */
function checkExpression(expression: SelectionExpression | undefined, name: string, report: Report): void {
  if (!expression || expression.parts.length === 0) return report(`no ${name}`);
  for (const { kind } of expression.parts) {
    if (!Object.hasOwn(kinds, kind)) report(`${name} reads ${String(kind)}, which is not known`);
  }
}
