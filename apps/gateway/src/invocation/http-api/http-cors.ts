import type { HttpCorsConfiguration } from '#libs/snapshot-format';

/** An HTTP API's CORS settings, as they serve. */
export interface ActiveCors {
  /**
   * The response to a preflight: header fields, name and value in turn. From an origin that is not allowed
   * it says nothing of CORS, so that the browser refuses.
   */
  readonly preflightFields: (preflight: Preflight) => readonly string[];
  /** What lets pages of this origin read a response; nothing where the request has no origin. */
  readonly responseFields: (origin: string | null) => readonly string[];
}

/** What a browser asks before it sends a request of a page (Fetch standard, "CORS-preflight request"). */
export interface Preflight {
  readonly origin: string;
  /** `Access-Control-Request-Method` */
  readonly method: string;
  /** `Access-Control-Request-Headers`; null without. */
  readonly headers: string | null;
}

/** Compiles `corsConfiguration` (guide page "Configure CORS for HTTP APIs"). */
export function compileCors(cors: HttpCorsConfiguration): ActiveCors {
  const { allowCredentials, allowHeaders, allowMethods, allowOrigins, exposeHeaders, maxAgeSeconds } = cors;
  const everyOrigin = allowOrigins.includes('*');
  const origins = new Set(allowOrigins.map((origin) => origin.toLowerCase()));

  const isAllowed = (origin: string): boolean => {
    if (everyOrigin) return true;
    const lower = origin.toLowerCase();
    const scheme = /^https?:\/\//.exec(lower)?.[0];
    return origins.has(lower) || (scheme !== undefined && origins.has(`${scheme}*`));
  };

  /** Caches must tell origins apart, also those that nothing is allowed. */
  const originFields = (origin: string): string[] => {
    const vary = everyOrigin ? [] : ['Vary', 'Origin'];
    if (!isAllowed(origin)) return vary;
    const fields = ['Access-Control-Allow-Origin', everyOrigin ? '*' : origin, ...vary];
    if (allowCredentials) fields.push('Access-Control-Allow-Credentials', 'true');
    return fields;
  };

  /**
   * Every method or header is allowed by its name: an asterisk means nothing with credentials, and never
   * Authorization (Fetch standard, "CORS protocol and credentials").
   */
  const named = (allowed: readonly string[], asked: string | null): string =>
    !allowed.includes('*') ? allowed.join(',') : asked !== null && tokens.test(asked) ? asked : '*';

  return {
    preflightFields({ origin, method, headers }) {
      const fields = originFields(origin);
      if (!isAllowed(origin)) return fields;
      if (allowMethods.length > 0) fields.push('Access-Control-Allow-Methods', named(allowMethods, method));
      if (allowHeaders.length > 0) fields.push('Access-Control-Allow-Headers', named(allowHeaders, headers));
      if (maxAgeSeconds !== undefined) fields.push('Access-Control-Max-Age', String(maxAgeSeconds));
      return fields;
    },
    responseFields(origin) {
      if (origin === null) return everyOrigin ? [] : ['Vary', 'Origin'];
      const fields = originFields(origin);
      if (exposeHeaders.length > 0 && isAllowed(origin)) {
        fields.push('Access-Control-Expose-Headers', exposeHeaders.join(','));
      }
      return fields;
    },
  };
}

/** Names with commas between: nothing else of a caller's text comes back to it (RFC 9110, section 5.6.2). */
const tokens = /^[\w!#$%&'*+.^`|~-]+(?:[ \t]*,[ \t]*[\w!#$%&'*+.^`|~-]+)*$/;

/** The headers of a response without what a backend says of CORS. */
export function withoutCors(headers: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index]!;
    if (name.length > prefix.length && name.slice(0, prefix.length).toLowerCase() === prefix) continue;
    kept.push(name, headers[index + 1]!);
  }
  return kept;
}

const prefix = 'access-control-';
