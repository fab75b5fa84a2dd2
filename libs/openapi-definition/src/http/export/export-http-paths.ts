import {
  DEFAULT_ROUTE_KEY,
  integrationOfTarget,
  type HttpApiParts,
  type HttpRoute,
} from '#libs/api-definition';
import { present } from '../../export/present.js';
import { exportHttpIntegration } from './export-http-integration.js';
import { exportHttpSecurity, type HttpSecurityNames } from './export-http-security.js';

interface Exporting {
  readonly names: HttpSecurityNames;
  /** Integrations that stand in the components, by id. */
  readonly shared: ReadonlyMap<string, object>;
  readonly includesExtensions: boolean;
}

/** The routes by path and method, in the order of their keys. */
export function exportHttpPaths(parts: HttpApiParts, exporting: Exporting): object {
  const paths = new Map<string, Record<string, object>>();
  const routes = [...parts.routes].sort((a, b) => (a.routeKey < b.routeKey ? -1 : 1));
  for (const route of routes) {
    const [method = '', path = ''] =
      route.routeKey === DEFAULT_ROUTE_KEY ? ['ANY', '/$default'] : route.routeKey.split(' ');
    const item = paths.get(path) ?? {};
    paths.set(path, item);
    const verb = method === 'ANY' ? 'x-amazon-apigateway-any-method' : method.toLowerCase();
    item[verb] = exportOperation(route, path, parts, exporting);
  }
  return Object.fromEntries(paths);
}

function exportOperation(
  route: HttpRoute,
  path: string,
  { integrations }: HttpApiParts,
  { names, shared, includesExtensions }: Exporting,
): object {
  const id = integrationOfTarget(route.target);
  const integration = integrations.find(({ integrationId }) => integrationId === id);
  const shown =
    integration &&
    (shared.has(integration.integrationId)
      ? { $ref: `#/components/x-amazon-apigateway-integrations/${integration.integrationId}` }
      : exportHttpIntegration(integration));
  return {
    ...present('operationId', route.operationName),
    ...(route.routeKey === DEFAULT_ROUTE_KEY && includesExtensions && { isDefaultRoute: true }),
    ...present('parameters', parametersOf(path)),
    responses: { default: { description: `Default response for ${route.routeKey}` } },
    ...present('security', exportHttpSecurity(route, names)),
    ...(includesExtensions && present('x-amazon-apigateway-integration', shown)),
  };
}

const parametersOf = (path: string): readonly object[] =>
  [...path.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    description: `Generated path parameter for ${name}`,
    required: true,
    schema: { type: 'string' },
  }));
