import type { CorsSettings } from '#libs/snapshot-format';

/**
 * What a page may read of a gateway response beyond what every page may (Fetch standard, "CORS-safelisted
 * response-header name").
 */
const exposed = [
  'x-amzn-ErrorType',
  'x-amzn-RequestId',
  'x-amz-apigw-id',
  'X-Amzn-Trace-Id',
  'WWW-Authenticate',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'x-tollgate-reason',
].join(', ');

/** Header names with commas between: nothing else of a caller's text comes back to it (RFC 9110, 5.6.2). */
const headerNames = /^[\w!#$%&'*+.^`|~-]+(?:[ \t]*,[ \t]*[\w!#$%&'*+.^`|~-]+)*$/;

/** Seconds: a change of the tag, and of the API, reaches every page within ten minutes. */
const preflightMaxAgeSeconds = '600';

/** Whether pages of this origin may read responses. */
export function isAllowedOrigin({ origins }: CorsSettings, origin: string): boolean {
  return origins === 'any' || origins.includes(origin);
}

/** The fields that let a page read a gateway response (Fetch standard, "HTTP responses"). */
export function responseFields(cors: CorsSettings, origin: string | null): string[] {
  const fields = originFields(cors, origin);
  return fields[0] === 'Vary' ? fields : [...fields, 'Access-Control-Expose-Headers', exposed];
}

/**
 * The fields of a response to a preflight. `asked`: Access-Control-Request-Headers. They are allowed by name,
 * since an asterisk would not cover Authorization.
 */
export function preflightFields(
  cors: CorsSettings,
  origin: string,
  methods: readonly string[],
  asked: string | null,
): string[] {
  const fields = originFields(cors, origin);
  fields.push('Access-Control-Allow-Methods', methods.join(', '));
  if (asked !== null && headerNames.test(asked)) fields.push('Access-Control-Allow-Headers', asked);
  fields.push('Access-Control-Max-Age', preflightMaxAgeSeconds);
  return fields;
}

/** Where origins are told apart caches must do so, too, also for those that nothing is allowed. */
function originFields(cors: CorsSettings, origin: string | null): string[] {
  if (cors.origins === 'any') return ['Access-Control-Allow-Origin', '*'];
  if (origin === null || !isAllowedOrigin(cors, origin)) return ['Vary', 'Origin'];
  const fields = ['Access-Control-Allow-Origin', origin, 'Vary', 'Origin'];
  if (cors.credentials) fields.push('Access-Control-Allow-Credentials', 'true');
  return fields;
}
