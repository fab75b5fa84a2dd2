import { parseMappingDestination, parseMappingSource } from '#libs/mapping-templates';
import { isGatewayResponseTypeName } from './gateway-response-types.js';
import type { GatewayResponseCustomisations } from './resolve-gateway-response.js';

/** Something in a customised gateway response that could not be served as its author means it. */
export interface GatewayResponseProblem {
  readonly responseType: string;
  readonly message: string;
}

const SOURCES = new Set(['static', 'stageVariable', 'context']);

/** All problems of an API's customised gateway responses; empty when each of them can be served. */
export function findGatewayResponseProblems(
  customisations: GatewayResponseCustomisations,
): GatewayResponseProblem[] {
  return Object.entries(customisations).flatMap(([responseType, customisation]) => {
    if (!isGatewayResponseTypeName(responseType)) {
      return [{ responseType, message: `Unknown gateway response type: ${responseType}` }];
    }
    return Object.entries(customisation?.responseParameters ?? {}).flatMap(([key, value]) =>
      readable(key, value)
        ? []
        : [{ responseType, message: `Invalid mapping expression specified: ${key}=${value}` }],
    );
  });
}

function readable(key: string, value: string): boolean {
  const destination = parseMappingDestination(key);
  if (!destination.ok || destination.expression.kind !== 'gatewayResponse') return false;
  const source = parseMappingSource(value);
  if (!source.ok) return false;
  const { expression } = source;
  if (expression.kind === 'methodRequest') return !expression.place.startsWith('multivalue');
  return SOURCES.has(expression.kind);
}
