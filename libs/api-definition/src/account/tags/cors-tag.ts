import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import type { Tags } from './tags.js';

/**
 * The tag on a RestApi that lets pages of other origins read its gateway responses, and answers their
 * preflights where the API has no OPTIONS method of its own. Origins with blanks between; `any` in their
 * place for all of them, since values of tags have no asterisk; `credentials` beside them when pages send
 * cookies.
 */
export const corsTag = 'tollgate:cors';

/** What `tollgate:cors` allows. */
export interface AllowedOrigins {
  /** As browsers write them in `Origin`, sorted; or every one. */
  readonly origins: 'any' | readonly string[];
  /** Requests may be made with the cookies of the user. Never with every origin (Fetch standard). */
  readonly credentials: boolean;
}

/** Null when the tag is not there. Read once it was checked, so that a fault counts as no tag. */
export function allowedOrigins(tags: Tags): AllowedOrigins | null {
  const value = tags[corsTag];
  const read = value === undefined ? null : readCorsTag(value);
  return read?.ok ? read.value : null;
}

export function checkCorsTag(tags: Tags): DomainError | null {
  const value = tags[corsTag];
  const read = value === undefined ? ok(null) : readCorsTag(value);
  return read.ok ? null : read.error;
}

function readCorsTag(value: string): Result<AllowedOrigins> {
  const words = [...new Set(value.split(/\s+/u).filter((word) => word !== ''))].sort();
  const credentials = words.includes('credentials');
  const origins = words.filter((word) => word !== 'credentials');
  if (origins.length === 1 && origins[0] === 'any' && !credentials) {
    return ok({ origins: 'any', credentials });
  }
  if (origins.length > 0 && origins.every(isOrigin)) return ok({ origins, credentials });
  return fail(
    badRequest(
      `Invalid tag value specified for key ${corsTag}. Must be any, or origins such as https://app.example.com with blanks between, and credentials beside them where pages send cookies`,
    ),
  );
}

/**
 * Whether browsers write an origin so: scheme, host in lower case, a port that is not the scheme's own, and
 * nothing behind. Applications on phones have schemes of their own, of which the URL parser knows no origin.
 */
function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[a-z0-9._-]+(?::\d{1,5})?$/.test(text)) return false;
  return (
    !/^(?:https?|wss?|ftp|file):/.test(text) ||
    (/^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text)
  );
}
