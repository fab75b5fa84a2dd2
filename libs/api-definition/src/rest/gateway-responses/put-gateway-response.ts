import { badRequest, fail, notFound, ok, type DomainError, type Result } from '../../domain-error.js';
import type { GatewayResponse } from './gateway-response.js';

/** What PutGatewayResponse is given. */
export interface NewGatewayResponse {
  readonly restApiId: string;
  readonly responseType: string;
  readonly statusCode?: string | null;
  readonly responseParameters?: Readonly<Record<string, string | null>> | null;
  readonly responseTemplates?: Readonly<Record<string, string | null>> | null;
}

/**
 * Replaces all of a type; what is left out is the type's own default, not the one of DEFAULT_4XX (recorded:
 * gateway responses).
 */
export function putGatewayResponse(given: NewGatewayResponse): Result<GatewayResponse> {
  const parameters = given.responseParameters ?? {};
  const templates = given.responseTemplates ?? {};
  for (const [key, value] of Object.entries(parameters)) {
    const problem = parameterProblem(key, value);
    if (problem) return fail(problem);
  }
  for (const [contentType, template] of Object.entries(templates)) {
    const problem = templateProblem(contentType, template);
    if (problem) return fail(problem);
  }
  return ok({
    restApiId: given.restApiId,
    responseType: given.responseType,
    statusCode: given.statusCode || null,
    responseParameters: parameters as Readonly<Record<string, string>>,
    responseTemplates: templates as Readonly<Record<string, string>>,
  });
}

/** DeleteGatewayResponse of a type that was not set (recorded: gateway responses). */
export const gatewayResponseNotSet = notFound('Gateway response type not defined on api');

/** Where a header of a gateway response may take its value from (developer guide: gateway responses). */
const expression =
  /^(?:'[^']*'|method\.request\.(?:header|path|querystring)\.\S+|context\.\S+|stageVariables\.\S+)$/s;
const headerKey = /^gatewayresponse\.header\.[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Why this parameter cannot be; null when it can. */
export function parameterProblem(key: string, value: string | null): DomainError | null {
  if (!value) return badRequest('Invalid null or empty value in responseParameters');
  const wrong = !headerKey.test(key) ? key : !expression.test(value) ? value : null;
  return wrong === null
    ? null
    : badRequest(
        'Invalid mapping expression specified: Validation Result: warnings : [], ' +
          `errors : [Invalid mapping expression specified: ${wrong}]`,
      );
}

/** Why this template cannot be; null when it can. */
export function templateProblem(contentType: string, template: string | null): DomainError | null {
  if (!template) return badRequest('Invalid null or empty value in responseTemplates');
  return /^[^\s/]+\/[^\s/]+/.test(contentType)
    ? null
    : badRequest(
        `Validation Result: warnings : [], errors : [Invalid content type specified: ${contentType}]`,
      );
}
