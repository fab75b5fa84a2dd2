/** Status of every error that the management API answers with; the first seven are in the service model. */
export const errorStatuses = {
  BadRequestException: 400,
  UnauthorizedException: 401,
  NotFoundException: 404,
  ConflictException: 409,
  LimitExceededException: 429,
  TooManyRequestsException: 429,
  ServiceUnavailableException: 503,
  ValidationException: 400,
  SerializationException: 400,
  MissingAuthenticationTokenException: 403,
  InvalidSignatureException: 403,
  IncompleteSignatureException: 403,
  UnrecognizedClientException: 403,
  ExpiredTokenException: 403,
  AccessDeniedException: 403,
  RequestEntityTooLargeException: 413,
  InternalFailure: 500,
} as const;

/** Status of what the query protocol alone has: its requests name their operation in a form. */
export const queryErrorStatuses = { MissingAction: 400, InvalidAction: 400, MalformedInput: 400 } as const;

/** Status of what services alone have that name their operation in `X-Amz-Target` or in the path. */
export const targetErrorStatuses = { UnknownOperationException: 400 } as const;

const statuses = { ...errorStatuses, ...queryErrorStatuses, ...targetErrorStatuses };

/** Name of an error of the front end; the protocols write some of them in forms of their own. */
export type WireErrorName = keyof typeof statuses;

/**
 * A refusal of a management call, as a value. `code` is a name of the front end or one of the service's own
 * model, `message` is public text.
 */
export interface WireError {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  /** Sent as `Retry-After`; only the 429 and 503 errors have it. */
  readonly retryAfterSeconds?: number;
}

const constructorOf = (code: WireErrorName) => (message: string) => wireError(code, message);
const retryableConstructorOf = (code: WireErrorName) => (message: string, retryAfterSeconds?: number) =>
  retryAfterSeconds === undefined
    ? wireError(code, message)
    : { ...wireError(code, message), retryAfterSeconds };

/** An error of the given name. */
export function wireError(code: WireErrorName, message: string): WireError {
  return { code, status: statuses[code], message };
}

/** 400: the operation refuses a value. */
export const badRequest = constructorOf('BadRequestException');
/** 401: the caller may not do this. */
export const unauthorized = constructorOf('UnauthorizedException');
/** 404: something that the call names does not exist. */
export const notFound = constructorOf('NotFoundException');
/** 409: the change clashes with what exists. */
export const conflict = constructorOf('ConflictException');
/** 429: a limit on the number of entities. */
export const limitExceeded = retryableConstructorOf('LimitExceededException');
/** 429: too many calls. */
export const tooManyRequests = retryableConstructorOf('TooManyRequestsException');
/** 503: try again later. */
export const serviceUnavailable = retryableConstructorOf('ServiceUnavailableException');
/** 400: values break the model's constraints; see `constraintsOf` for the text. */
export const validationFailed = constructorOf('ValidationException');
/** 400: a JSON value has the wrong type. */
export const serializationFailed = constructorOf('SerializationException');
/** 403: the call is not signed. */
export const missingAuthenticationToken = constructorOf('MissingAuthenticationTokenException');
/** 403: the credential does not allow this call. */
export const accessDenied = constructorOf('AccessDeniedException');
/** 413: the body is over the limit. */
export const requestEntityTooLarge = constructorOf('RequestEntityTooLargeException');
/** 500: a bug or lost I/O; the message must not carry the cause. */
export const internalFailure = constructorOf('InternalFailure');
