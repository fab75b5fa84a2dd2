import { parseSelectionExpression } from '#libs/selection-expressions';
import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import type { HttpApi, ProtocolType } from './http-api.js';

type Expressions = Pick<HttpApi, 'apiKeySelectionExpression' | 'routeSelectionExpression'>;

/** What HTTP APIs choose their routes by; nothing else (API reference: CreateApi). */
const byMethodAndPath = '$request.method $request.path';

const apiKeyExpressions = ['$request.header.x-api-key', '$context.authorizer.usageIdentifierKey'];

/**
 * How an API chooses the route of a request or message, and where it looks for API keys (developer guide:
 * selection expressions). The texts of the refusals are ours.
 */
export function readSelectionExpressions(
  protocolType: ProtocolType,
  { routeSelectionExpression, apiKeySelectionExpression }: Partial<Record<keyof Expressions, string | null>>,
): Result<Expressions> {
  const key = apiKeySelectionExpression || apiKeyExpressions[0]!;
  if (!apiKeyExpressions.includes(key)) {
    return fail(
      badRequest(`Invalid API key selection expression: ${key}. Use ${apiKeyExpressions.join(' or ')}`),
    );
  }
  const route = readRouteExpression(protocolType, routeSelectionExpression || null);
  return route.ok ? ok({ routeSelectionExpression: route.value, apiKeySelectionExpression: key }) : route;
}

function readRouteExpression(protocolType: ProtocolType, given: string | null): Result<string> {
  if (protocolType === 'HTTP') {
    return given === null || given.replace(/[{}]/g, '') === byMethodAndPath
      ? ok(given ?? byMethodAndPath)
      : fail(badRequest(`The route selection expression of HTTP APIs must be ${byMethodAndPath}`));
  }
  if (given === null) return fail(badRequest('WebSocket APIs need a route selection expression'));
  const read = parseSelectionExpression(given, 'route');
  return read.ok ? ok(given) : fail(badRequest(`Invalid route selection expression: ${read.problem}`));
}
