import { unmetRequirements } from '../documents/unmet-requirements.js';
import type {
  RestSnapshot,
  SnapshotIntegration,
  SnapshotIntegrationResponse,
  SnapshotMethod,
} from './snapshot.js';

/**
 * What is wrong with a snapshot that nevertheless has the right digest: an empty list means that a gateway of
 * this release can serve it. Gateways refuse on anything else, because skipping an unknown authorization or
 * integration would serve a method open. Takes `unknown`, since a newer compiler may have written what this
 * code's types do not say.
 */
export function checkConsistency(candidate: unknown): readonly string[] {
  if (typeof candidate !== 'object' || candidate === null) return ['not a snapshot'];
  const unmet = unmetRequirements('snapshot', candidate);
  if (unmet !== null) return [unmet];
  const { protocol = 'REST', routes } = candidate as { protocol?: unknown; routes?: unknown };
  if (protocol !== 'REST') return [`protocol ${String(protocol)} is not known`];
  if (!Array.isArray(routes)) return ['no list of routes'];
  const snapshot = candidate as RestSnapshot;
  const problems: string[] = [];
  if (snapshot.apiKeySource !== 'HEADER') {
    problems.push(`API key source ${String(snapshot.apiKeySource)} is not known`);
  }
  const models = new Set(Object.keys(snapshot.models ?? {}));
  let previous = '';
  for (const route of snapshot.routes) {
    if (!route.path.startsWith('/')) problems.push(`path ${route.path} does not start with a slash`);
    if (route.path <= previous) problems.push(`path ${route.path} is not in order, or there twice`);
    previous = route.path;
    for (const [httpMethod, method] of Object.entries(route.methods)) {
      const report: Report = (problem) => problems.push(`${httpMethod} ${route.path}: ${problem}`);
      checkMethod(method, report);
      for (const model of Object.values(method.requestChecks?.bodyModels ?? {})) {
        if (!models.has(model)) report(`model ${model} is missing`);
      }
    }
  }
  return problems;
}

type Report = (problem: string) => void;

function checkMethod(method: SnapshotMethod, report: Report): void {
  if (method.authorization?.type !== 'NONE') {
    report(`authorization ${String(method.authorization?.type)} is not known`);
  }
  const integration: SnapshotIntegration | null | undefined = method.integration;
  checkContentHandling(integration?.contentHandling, report);
  switch (integration?.type) {
    case 'MOCK':
      checkResponses(integration.responses, report);
      return;
    case 'HTTP':
    case 'HTTP_PROXY':
    case 'AWS_SERVICE':
      if (!isTimeout(integration)) {
        report(`timeout of ${integration.timeoutMs} ms`);
      }
      checkResponses(integration.responses, report);
      return;
    case 'LAMBDA':
    case 'LAMBDA_PROXY':
      if (!isTimeout(integration)) {
        report(`timeout of ${integration.timeoutMs} ms`);
      }
      checkResponses(integration.responses, report);
      return;
    default:
      report(`integration ${String((integration as { type?: unknown } | undefined)?.type)} is not known`);
  }
}

function checkResponses(responses: readonly SnapshotIntegrationResponse[], report: Report): void {
  if (responses.filter((response) => response.selectionPattern === null).length > 1) {
    report('more than one default integration response');
  }
  for (const { statusCode, contentHandling } of responses) {
    if (!/^[1-9]\d\d$/.test(statusCode)) report(`status code ${statusCode}`);
    checkContentHandling(contentHandling, report);
  }
}

function checkContentHandling(handling: string | undefined, report: Report): void {
  if (handling === undefined || handling === 'CONVERT_TO_BINARY' || handling === 'CONVERT_TO_TEXT') return;
  report(`contentHandling ${handling} is not known`);
}

/** Responses that stream may take a quarter of an hour. */
function isTimeout(integration: Exclude<SnapshotIntegration, { readonly type: 'MOCK' }>): boolean {
  const streams = 'streamsResponse' in integration && integration.streamsResponse === true;
  return integration.timeoutMs >= 50 && integration.timeoutMs <= (streams ? 900_000 : 29_000);
}
