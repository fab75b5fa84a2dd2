import { putGatewayResponse, type GatewayResponse } from '#libs/api-definition';
import type { OpenApiDocument } from '../document/openapi-document.js';
import { entriesOf, member, printed, textOf } from '../document/read-value.js';
import type { ImportNotes } from './import-notes.js';
import { extension } from './import-settings.js';

/** Those of `x-amazon-apigateway-gateway-responses`; numeric status codes are fine (recorded: import). */
export function importGatewayResponses(
  { root }: OpenApiDocument,
  restApiId: string,
  notes: ImportNotes,
): readonly GatewayResponse[] {
  return entriesOf(extension(root, 'gateway-responses')).flatMap(([responseType, given]) => {
    const texts = (name: string) =>
      Object.fromEntries(entriesOf(member(given, name)).map(([key, value]) => [key, textOf(value) ?? null]));
    const statusCode = textOf(member(given, 'statusCode')) ?? null;
    const refuse = (message: string): [] => {
      notes.errors.push(`Unable to put gateway response '${responseType}': ${message}`);
      return [];
    };
    if (!responseTypes.has(responseType)) return refuse('Invalid gateway response type specified');
    if (statusCode !== null && !/^[1-5]\d\d$/.test(statusCode)) {
      return refuse(`Invalid status code specified: ${printed(statusCode)}`);
    }
    const response = putGatewayResponse({
      restApiId,
      responseType,
      statusCode,
      responseParameters: texts('responseParameters'),
      responseTemplates: texts('responseTemplates'),
    });
    return response.ok ? [response.value] : refuse(response.error.message);
  });
}

/** The closed set of types (recorded: wire format, enum sets). */
const responseTypes: ReadonlySet<string> = new Set([
  'REQUEST_TOO_LARGE',
  'RESOURCE_NOT_FOUND',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'MISSING_AUTHENTICATION_TOKEN',
  'BAD_REQUEST_BODY',
  'INVALID_SIGNATURE',
  'INVALID_API_KEY',
  'BAD_REQUEST_PARAMETERS',
  'AUTHORIZER_FAILURE',
  'UNAUTHORIZED',
  'INTEGRATION_TIMEOUT',
  'ACCESS_DENIED',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'WAF_FILTERED',
  'QUOTA_EXCEEDED',
  'THROTTLED',
  'API_CONFIGURATION_ERROR',
  'UNSUPPORTED_MEDIA_TYPE',
  'INTEGRATION_FAILURE',
  'EXPIRED_TOKEN',
]);
