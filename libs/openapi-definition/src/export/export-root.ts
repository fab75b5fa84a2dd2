import type { FrozenDefinition } from '#libs/api-definition';
import type { ExportOptions } from './export-definition.js';
import type { ExportExtension } from './export-extensions.js';
import { present } from './present.js';

/** OpenAPI 3 has it in the server object. */
export function exportEndpoint(
  { restApi }: FrozenDefinition,
  extensions: ReadonlySet<ExportExtension>,
): object {
  if (!extensions.has('apigateway')) return {};
  return present('x-amazon-apigateway-endpoint-configuration', {
    ...present('disableExecuteApiEndpoint', restApi.disableExecuteApiEndpoint),
    ...present('vpcEndpointIds', restApi.endpointConfiguration.vpcEndpointIds),
  });
}

/** Those that stand at the root of both formats. */
export function exportRootExtensions(
  { restApi, requestValidators, gatewayResponses }: FrozenDefinition,
  extensions: ReadonlySet<ExportExtension>,
): object {
  const validators = Object.fromEntries(
    requestValidators.map(({ name, validateRequestBody, validateRequestParameters }) => [
      name,
      { validateRequestParameters, validateRequestBody },
    ]),
  );
  const responses = Object.fromEntries(
    gatewayResponses.map(({ responseType, statusCode, responseParameters, responseTemplates }) => [
      responseType,
      {
        ...present('statusCode', statusCode === null ? null : Number(statusCode)),
        ...present('responseParameters', responseParameters),
        ...present('responseTemplates', responseTemplates),
      },
    ]),
  );
  const { apiKeySource, policy } = restApi;
  return {
    ...(extensions.has('validators') && present('x-amazon-apigateway-request-validators', validators)),
    ...(extensions.has('apigateway') && {
      ...present('x-amazon-apigateway-gateway-responses', responses),
      ...present('x-amazon-apigateway-binary-media-types', restApi.binaryMediaTypes),
      ...present('x-amazon-apigateway-minimum-compression-size', restApi.minimumCompressionSize),
      ...present('x-amazon-apigateway-api-key-source', apiKeySource === 'HEADER' ? null : apiKeySource),
      ...present('x-amazon-apigateway-security-policy', restApi.securityPolicy),
      ...present('x-amazon-apigateway-endpoint-access-mode', restApi.endpointAccessMode),
      ...present('x-amazon-apigateway-policy', policy === null ? null : (JSON.parse(policy) as object)),
    }),
  };
}

/** `x-amazon-apigateway-documentation`. */
export const exportDocumentation = ({
  version,
  parts,
}: NonNullable<ExportOptions['documentation']>): object => ({
  version,
  documentationParts: parts.map(({ location, properties }) => ({
    location: Object.fromEntries(Object.entries(location).filter(([, value]) => value !== null)),
    properties: JSON.parse(properties) as object,
  })),
});
