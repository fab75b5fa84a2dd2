/** What API Gateway answers for one reason of refusing a request, as long as nobody customised it. */
export interface GatewayResponseType {
  /** The status that the management API lists; `null` for the two types that stand for a family. */
  readonly statusCode: number | null;
  /** The status that callers get. Differs from the listed one for INTEGRATION_FAILURE only. */
  readonly servedStatusCode: number;
  /** `$context.error.message`; null prints as JSON null, which is what callers get for authorizer faults. */
  readonly message: string | null;
  /** Value of `x-amzn-ErrorType`. */
  readonly errorName: string;
}

const type = (
  statusCode: number,
  message: string | null,
  errorName: string,
  servedStatusCode = statusCode,
): GatewayResponseType => ({ statusCode, servedStatusCode, message, errorName });

/**
 * The closed set of 21 types (recorded: gateway responses; texts and names from the recordings where they
 * show them, else from the guide pages "Gateway response types" and "Set up gateway responses").
 */
export const gatewayResponseTypes = {
  ACCESS_DENIED: type(403, 'User is not authorized to access this resource', 'AccessDeniedException'),
  API_CONFIGURATION_ERROR: type(500, 'Internal server error', 'InternalServerErrorException'),
  AUTHORIZER_CONFIGURATION_ERROR: type(500, null, 'AuthorizerConfigurationException'),
  AUTHORIZER_FAILURE: type(500, null, 'AuthorizerFailureException'),
  BAD_REQUEST_BODY: type(400, 'Invalid request body', 'BadRequestException'),
  BAD_REQUEST_PARAMETERS: type(400, 'Missing required request parameters', 'BadRequestException'),
  DEFAULT_4XX: { ...type(400, 'Bad Request', 'BadRequestException'), statusCode: null },
  DEFAULT_5XX: { ...type(500, 'Internal server error', 'InternalServerErrorException'), statusCode: null },
  EXPIRED_TOKEN: type(403, 'The security token included in the request is expired', 'ExpiredTokenException'),
  // Listed with 504, answered with 500 and the general text, set without a status or not set (recorded:
  // invocation).
  INTEGRATION_FAILURE: type(504, 'Internal server error', 'InternalServerErrorException', 500),
  INTEGRATION_TIMEOUT: type(504, 'Endpoint request timed out', 'InternalServerErrorException'),
  INVALID_API_KEY: type(403, 'Forbidden', 'ForbiddenException'),
  INVALID_SIGNATURE: type(
    403,
    'The request signature we calculated does not match the signature you provided. ' +
      'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    'InvalidSignatureException',
  ),
  MISSING_AUTHENTICATION_TOKEN: type(
    403,
    'Missing Authentication Token',
    'MissingAuthenticationTokenException',
  ),
  QUOTA_EXCEEDED: type(429, 'Limit Exceeded', 'LimitExceededException'),
  REQUEST_TOO_LARGE: type(413, 'Request Too Long', 'RequestTooLargeException'),
  RESOURCE_NOT_FOUND: type(404, 'Not Found', 'NotFoundException'),
  THROTTLED: type(429, 'Too Many Requests', 'TooManyRequestsException'),
  UNAUTHORIZED: type(401, 'Unauthorized', 'UnauthorizedException'),
  UNSUPPORTED_MEDIA_TYPE: type(415, 'Unsupported Media Type', 'BadRequestException'),
  WAF_FILTERED: type(403, 'Forbidden', 'ForbiddenException'),
} as const satisfies Record<string, GatewayResponseType>;

/** Name of a gateway response type. */
export type GatewayResponseTypeName = keyof typeof gatewayResponseTypes;

/** Whether a text names one of the 21 types. */
export function isGatewayResponseTypeName(name: string): name is GatewayResponseTypeName {
  return Object.hasOwn(gatewayResponseTypes, name);
}
