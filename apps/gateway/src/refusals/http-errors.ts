import type { GatewayResponseTypeName } from '#libs/gateway-responses';
import type { ReasonCode } from './reason-code.js';
import type { RejectionReason } from './rejection-reasons.js';

/** What an HTTP API answers in place of an integration: `{"message":"..."}`, which no API can customise. */
export interface HttpError {
  readonly status: number;
  readonly message: string;
}

const forbidden: HttpError = { status: 403, message: 'Forbidden' };
const unauthorized: HttpError = { status: 401, message: 'Unauthorized' };
const notFound: HttpError = { status: 404, message: 'Not Found' };
const serverError: HttpError = { status: 500, message: 'Internal Server Error' };
const unavailable: HttpError = { status: 503, message: 'Service Unavailable' };

/**
 * By the type that REST has for the reason (public reports; guide pages "Troubleshooting issues with HTTP
 * APIs", "Control access to HTTP APIs with AWS Lambda authorizers"). The last two, as keys and models, are
 * REST's.
 */
const ofTypes: { readonly [T in GatewayResponseTypeName]?: HttpError } = {
  ACCESS_DENIED: forbidden,
  EXPIRED_TOKEN: forbidden,
  INVALID_API_KEY: forbidden,
  INVALID_SIGNATURE: forbidden,
  MISSING_AUTHENTICATION_TOKEN: forbidden,
  UNAUTHORIZED: unauthorized,
  RESOURCE_NOT_FOUND: notFound,
  INTEGRATION_FAILURE: unavailable,
  INTEGRATION_TIMEOUT: unavailable,
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Entity Too Large' },
  THROTTLED: { status: 429, message: 'Too Many Requests' },
  QUOTA_EXCEEDED: { status: 429, message: 'Limit Exceeded' },
  BAD_REQUEST_BODY: { status: 400, message: 'Invalid request body' },
  BAD_REQUEST_PARAMETERS: { status: 400, message: 'Missing required request parameters' },
};

/** Where HTTP APIs tell reasons apart that REST answers alike, or the other way round. */
const ofCodes: { readonly [C in RejectionReason]?: HttpError } = {
  'route.missing': notFound,
  'method.arn_too_long': { status: 414, message: 'Request-URI Too Long' },
  // The function was reached, or its service: no other attempt will help.
  'function.error': serverError,
  'function.answer': serverError,
  'integration.refused': serverError,
};

/** What a caller reads of a refusal; a server's error for what is nobody's fault but ours or the author's. */
export function httpErrorOf(code: ReasonCode, type: string | null): HttpError {
  return ownMember(ofCodes, code) ?? (type === null ? undefined : ownMember(ofTypes, type)) ?? serverError;
}

function ownMember(table: Readonly<Record<string, HttpError>>, name: string): HttpError | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
