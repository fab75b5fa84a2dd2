import type { CorsConfiguration, HttpApi } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import type { ControlPlaneConfig } from '../../../config.js';

/** An API as version 2 shows it; members that are not set are absent. */
export function presentApi(
  { owner, apiId, ...api }: HttpApi,
  { domain }: Pick<ControlPlaneConfig, 'domain'>,
): v2.Api {
  const isHttp = api.protocolType === 'HTTP';
  return {
    apiEndpoint: `${isHttp ? 'https' : 'wss'}://${apiId}.execute-api.${owner.region}.${domain}`,
    ...(api.apiGatewayManaged && { apiGatewayManaged: true }),
    apiId,
    apiKeySelectionExpression: api.apiKeySelectionExpression,
    corsConfiguration: api.corsConfiguration ? presentCors(api.corsConfiguration) : undefined,
    createdDate: new Date(api.createdAtMs).toISOString(),
    description: api.description ?? undefined,
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    ...(!isHttp && { disableSchemaValidation: api.disableSchemaValidation }),
    ...(api.importInfo.length > 0 && { importInfo: [...api.importInfo] }),
    ipAddressType: api.ipAddressType,
    name: api.name,
    protocolType: api.protocolType,
    routeSelectionExpression: api.routeSelectionExpression,
    tags: { ...api.tags },
    version: api.version ?? undefined,
    ...(api.warnings.length > 0 && { warnings: [...api.warnings] }),
  };
}

const presentCors = (cors: CorsConfiguration): v2.Cors =>
  Object.fromEntries(
    Object.entries(cors).map(([member, value]: [string, unknown]) => [
      member,
      Array.isArray(value) ? [...(value as unknown[])] : value,
    ]),
  );
