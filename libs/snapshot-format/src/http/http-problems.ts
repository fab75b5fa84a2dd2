import { findAuthorizer, type Report } from '../authorization-problems.js';
import type { HttpAuthorizer } from './http-authorizer.js';
import {
  serviceSubtypes,
  type HttpApiBackend,
  type HttpApiIntegration,
  type HttpApiServiceIntegration,
} from './http-integration.js';
import type { HttpSnapshot } from './snapshot.js';

/** What is wrong with an HTTP API's snapshot; see `checkConsistency`. */
export function httpProblems(snapshot: HttpSnapshot): readonly string[] {
  const problems: string[] = [];
  if (!snapshot.requires?.includes('http-api')) problems.push('it does not require http-api');
  const { authorizers = {} } = snapshot;
  const models = new Set(Object.keys(snapshot.models ?? {}));
  let previous = '';
  for (const route of snapshot.routes) {
    const report: Report = (problem) => problems.push(`${route.routeKey}: ${problem}`);
    if (route.routeKey <= previous) report('the route is not in order, or there twice');
    previous = route.routeKey;
    const key = route.path === undefined ? '$default' : `${route.method} ${route.path}`;
    if (key !== route.routeKey) report(`method and path are of ${key}`);
    if (route.path === undefined ? route.method !== 'ANY' : !route.path.startsWith('/')) {
      report('no method and path');
    }
    const authorizer = findAuthorizer(route.authorization, authorizers, authorizerTypes, report);
    if (authorizer) checkAuthorizer(authorizer, report);
    checkIntegration(route.integration, report);
    for (const model of Object.values(route.requestChecks?.bodyModels ?? {})) {
      if (!models.has(model)) report(`model ${model} is missing`);
    }
  }
  return problems;
}

const authorizerTypes = { CUSTOM: ['REQUEST'], JWT: ['JWT'] } as const;

function checkAuthorizer(authorizer: HttpAuthorizer, report: Report): void {
  if (authorizer.type !== 'REQUEST') return;
  const { id, payloadFormatVersion, enableSimpleResponses } = authorizer;
  checkPayloadFormat(payloadFormatVersion, report);
  if (enableSimpleResponses && payloadFormatVersion !== '2.0') {
    report(`authorizer ${id} answers simply, which format ${payloadFormatVersion} does not have`);
  }
}

function checkIntegration(integration: HttpApiIntegration | undefined, report: Report): void {
  switch (integration?.type) {
    case 'NONE':
      return;
    case 'HTTP_PROXY':
      checkCall(integration, report);
      checkBackend(integration.backend, report);
      return;
    case 'LAMBDA_PROXY':
      checkCall(integration, report);
      checkPayloadFormat(integration.payloadFormatVersion, report);
      return;
    case 'AWS_SUBTYPE':
      checkCall(integration, report);
      checkSubtype(integration, report);
      return;
    default:
      report(`integration ${String((integration as { type?: unknown } | undefined)?.type)} is not known`);
  }
}

/** What all integrations that call something have. */
function checkCall(
  { timeoutMs, responseParameters = {} }: Exclude<HttpApiIntegration, { readonly type: 'NONE' }>,
  report: Report,
): void {
  if (!(timeoutMs >= 50 && timeoutMs <= 30_000)) report(`timeout of ${timeoutMs} ms`);
  for (const statusCode of Object.keys(responseParameters)) {
    if (!/^[1-5]\d\d$/.test(statusCode)) report(`status code ${statusCode}`);
  }
}

function checkBackend(backend: HttpApiBackend, report: Report): void {
  const { kind } = backend;
  if (kind !== 'uri' && kind !== 'vpcLink') report(`backend ${String(kind)} is not known`);
}

function checkPayloadFormat(version: string, report: Report): void {
  if (version !== '1.0' && version !== '2.0') report(`payload format ${String(version)} is not known`);
}

function checkSubtype({ subtype, parameters }: HttpApiServiceIntegration, report: Report): void {
  if (!Object.hasOwn(serviceSubtypes, subtype)) return report(`subtype ${String(subtype)} is not known`);
  const { required, optional } = serviceSubtypes[subtype];
  for (const name of required) {
    if (!Object.hasOwn(parameters, name)) report(`${subtype} has no ${name}`);
  }
  const known: readonly string[] = [...required, ...optional];
  for (const name of Object.keys(parameters)) {
    if (!known.includes(name)) report(`${subtype} has no parameter ${name}`);
  }
}
