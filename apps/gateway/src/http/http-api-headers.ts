/**
 * Of one connection, or written by the gateway itself (RFC 9110, section 7.6.1). HTTP APIs have no other
 * rules: what passes keeps its name.
 */
const ofConnection = [
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

const notFromCallers: ReadonlySet<string> = new Set([
  ...ofConnection,
  'expect',
  'host',
  'proxy-authorization',
  // It has had its effect.
  'x-http-method-override',
  // What the gateway says in these.
  'forwarded',
  'via',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
]);
const notInEvents: ReadonlySet<string> = new Set([
  ...ofConnection,
  'expect',
  'proxy-authorization',
  'x-http-method-override',
]);
const notToCallers: ReadonlySet<string> = new Set([...ofConnection, 'apigw-requestid']);

/** Whether a caller's header goes on to HTTP backends as it is; by its name in lower case. */
export const isHttpApiRequestHeader = (lower: string): boolean =>
  !notFromCallers.has(lower) && !notFromCallers.has(lower.replaceAll('_', '-'));

/** Whether functions see a header of the request. */
export const isHttpApiEventHeader = (lower: string): boolean => !notInEvents.has(lower);

/** Whether a backend's or function's header goes on to the caller. */
export const isHttpApiResponseHeader = (lower: string): boolean => !notToCallers.has(lower);

/** Guide page "Parameter mapping for HTTP APIs": these cannot be mapped. */
const reserved: ReadonlySet<string> = new Set([
  ...ofConnection,
  'authorization',
  'content-encoding',
  'content-location',
  'forwarded',
  'origin',
  'proxy-authenticate',
  'proxy-authorization',
  'trailers',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
]);
const reservedPrefix = /^(?:access-control-|apigw-|x-amz-|x-amzn-)/;

/** Whether a mapping may change a header; by its name in lower case. */
export const isMappableHeader = (lower: string): boolean =>
  !reserved.has(lower) && !reservedPrefix.test(lower);
