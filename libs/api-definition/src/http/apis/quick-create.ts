import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import { checkHttpIntegration } from '../integrations/check-http-integration.js';
import type { HttpIntegration } from '../integrations/http-integration.js';
import { newHttpIntegration, updatedHttpIntegration } from '../integrations/new-http-integration.js';
import { checkRouteKey, DEFAULT_ROUTE_KEY } from '../routes/http-route-key.js';
import type { HttpRoute } from '../routes/http-route.js';
import { newRoute } from '../routes/new-route.js';
import type { HttpApi } from './http-api.js';

/** What a quick create makes, all of it managed; a stage `$default` comes with it. */
export interface QuickCreated {
  readonly integration: HttpIntegration;
  readonly route: HttpRoute;
}

/** The members of CreateApi and UpdateApi that are about what a quick create makes. */
export interface GivenQuickCreate {
  /** A URL, or the ARN of a function. */
  readonly target?: string | null;
  readonly routeKey?: string | null;
  readonly credentialsArn?: string | null;
}

export const isQuickCreate = ({ target, routeKey, credentialsArn }: GivenQuickCreate): boolean =>
  Boolean(target ?? routeKey ?? credentialsArn);

/** One integration and one route to it (API reference: CreateApi). */
export function quickCreate(
  { apiId, protocolType }: HttpApi,
  { target, routeKey, credentialsArn }: GivenQuickCreate,
  { integrationId, routeId }: { readonly integrationId: string; readonly routeId: string },
): Result<QuickCreated> {
  if (protocolType !== 'HTTP') return fail(quickCreateOfHttp);
  if (!target) return fail(targetMissing);
  const integration = newHttpIntegration(
    { ...callOf(target), ...(credentialsArn && { credentialsArn }) },
    { apiId, integrationId, protocolType },
  );
  const route = newRoute(
    { routeKey: routeKey || DEFAULT_ROUTE_KEY, target: `integrations/${integrationId}` },
    { apiId, routeId },
  );
  return checked({ integration, route });
}

/** What UpdateApi makes of what a quick create has made; what is not given stays. */
export function updateQuickCreated(
  created: Partial<QuickCreated>,
  { target, routeKey, credentialsArn }: GivenQuickCreate,
): Result<QuickCreated> {
  const { integration, route } = created;
  if (!integration || !route) return fail(notQuickCreated);
  return checked({
    integration: updatedHttpIntegration(
      integration,
      {
        ...(target && callOf(target)),
        ...(typeof credentialsArn === 'string' && { credentialsArn }),
      },
      'HTTP',
    ),
    route: { ...route, routeKey: routeKey || route.routeKey },
  });
}

/** A function is called with payload 2.0, a URL with the caller's own method. */
function callOf(target: string) {
  return target.startsWith('arn:')
    ? ({
        integrationType: 'AWS_PROXY',
        integrationUri: target,
        integrationMethod: 'POST',
        payloadFormatVersion: '2.0',
      } as const)
    : ({
        integrationType: 'HTTP_PROXY',
        integrationUri: target,
        integrationMethod: 'ANY',
        payloadFormatVersion: '1.0',
      } as const);
}

function checked({ integration, route }: QuickCreated): Result<QuickCreated> {
  const key = checkRouteKey('HTTP', route.routeKey);
  if (!key.ok) return key;
  const sound = checkHttpIntegration(integration, 'HTTP');
  if (!sound.ok) return sound;
  return ok({
    integration: { ...sound.value, apiGatewayManaged: true },
    route: { ...route, apiGatewayManaged: true },
  });
}

/** The texts are ours. */
const quickCreateOfHttp: DomainError = badRequest('Quick create is supported for HTTP APIs only');
const targetMissing = badRequest('routeKey and credentialsArn need a target: a URL or the ARN of a function');
const notQuickCreated = badRequest(
  'target, routeKey and credentialsArn change what a quick create has made, which this API does not have',
);
