import { badRequest, type DomainError } from '../../domain-error.js';
import type { Tags } from './tags.js';

/**
 * The tag of a DomainName with mutual TLS that names lists of revoked certificates (CRLs) at S3, with blanks
 * between them: `s3://trust/root.crl s3://trust/issuing.crl`. With `when-out-of-date=allow` behind them
 * callers are let in by the last ones that were read, however old; else nobody is.
 */
export const revocationListsTag = 'tollgate:crl';

export interface RevocationLists {
  /** Each `s3://bucket/key`. */
  readonly uris: readonly string[];
  readonly whenOutOfDate: 'refuse' | 'allow';
}

const listsMax = 4;
const uri = /^s3:\/\/[a-z0-9.-]{3,63}\/\S+$/;
const rule = /^when-out-of-date=(allow|refuse)$/;

/** Null without the tag. The value is one that `checkRevocationListsTag` has let through. */
export function revocationListsOf(tags: Tags): RevocationLists | null {
  const value = tags[revocationListsTag];
  if (value === undefined) return null;
  const words = value.trim().split(/\s+/);
  const said = words.map((word) => rule.exec(word)?.[1]).find((word) => word !== undefined);
  return {
    uris: words.filter((word) => !rule.test(word)),
    whenOutOfDate: said === 'allow' ? 'allow' : 'refuse',
  };
}

/** What is wrong with the tag; undefined when nothing is. */
export function checkRevocationListsTag(tags: Tags): DomainError | undefined {
  const lists = revocationListsOf(tags);
  if (!lists) return undefined;
  const { uris } = lists;
  const isGood = uris.length > 0 && uris.length <= listsMax && uris.every((one) => uri.test(one));
  return isGood
    ? undefined
    : badRequest(
        `Invalid tag value specified for key ${revocationListsTag}. Must be up to ${listsMax} lists as s3://bucket-name/key-name, with blanks between them, and when-out-of-date=allow or refuse behind them if needed`,
      );
}
