import { badRequest, type DomainError } from '../../domain-error.js';
import type { Tags } from './tags.js';

/**
 * The tag on a Stage that names the header by which callers choose between the stage's own release and its
 * canary, for tests before any traffic is drawn: `x-canary`, sent with the value `canary` or `base`.
 */
export const canaryHeaderTag = 'tollgate:canary-header';

const nameLengthMax = 64;

/**
 * In lower case; null when the tag is not there. Read once it was checked, so that a fault counts as no tag.
 */
export function canaryHeader(tags: Tags): string | null {
  const name = tags[canaryHeaderTag];
  return name === undefined || problemOf(name) !== null ? null : name.toLowerCase();
}

export function checkCanaryHeaderTag(tags: Tags): DomainError | null {
  const name = tags[canaryHeaderTag];
  const problem = name === undefined ? null : problemOf(name);
  return problem === null
    ? null
    : badRequest(`Invalid tag value specified for key ${canaryHeaderTag}. ${problem}`);
}

function problemOf(name: string): string | null {
  if (!/^[A-Za-z0-9_-]+$/.test(name) || name.length > nameLengthMax) {
    return `Must be the name of a header, such as x-canary: at most ${nameLengthMax} letters, digits, hyphens and underscores`;
  }
  const lower = name.toLowerCase();
  return taken.has(lower) || takenPrefixes.some((prefix) => lower.startsWith(prefix))
    ? `The header ${name} has a meaning of its own; name one that callers send for nothing else`
    : null;
}

/** Belong to one connection (RFC 9110, section 7.6.1), or say something to gateways, backends or browsers. */
const taken: ReadonlySet<string> = new Set(
  (
    'accept accept-charset accept-encoding accept-language age allow authorization cache-control connection ' +
    'content-disposition content-encoding content-language content-length content-location content-md5 ' +
    'content-range content-type cookie date early-data etag expect expires forwarded from host ' +
    'http2-settings if-match if-modified-since if-none-match if-range if-unmodified-since keep-alive ' +
    'last-modified location max-forwards origin pragma proxy-authenticate proxy-authorization ' +
    'proxy-connection range referer server set-cookie te traceparent tracestate baggage trailer ' +
    'transfer-encoding upgrade user-agent vary via warning www-authenticate x-api-key ' +
    'x-http-method-override x-real-ip'
  ).split(' '),
);

const takenPrefixes = [
  'access-control-',
  'sec-',
  'x-amz-',
  'x-amzn-',
  'x-forwarded-',
  'x-tollgate-',
] as const;
