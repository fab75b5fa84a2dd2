import type { GatewayResponse } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import {
  resolveGatewayResponse,
  type GatewayResponseCustomisations,
  type GatewayResponseTypeName,
} from '#libs/gateway-responses';

/**
 * A type as it holds: set by itself, taken from DEFAULT_4XX or DEFAULT_5XX, or built in (recorded: gateway
 * responses).
 */
export function presentGatewayResponse(
  responseType: GatewayResponseTypeName,
  set: readonly GatewayResponse[],
): v1.GatewayResponse {
  const resolved = resolveGatewayResponse(responseType, customisationsOf(set));
  return {
    responseType,
    ...(resolved.statusCode !== null && { statusCode: resolved.statusCode }),
    responseParameters: { ...resolved.responseParameters },
    responseTemplates: { ...resolved.responseTemplates },
    defaultResponse: resolved.defaultResponse,
  };
}

const customisationsOf = (set: readonly GatewayResponse[]): GatewayResponseCustomisations =>
  Object.fromEntries(set.map((response) => [response.responseType, response]));
