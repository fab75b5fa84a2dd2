import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import { canaryGuardTag, checkCanaryGuardTag } from './canary-guard-tag.js';
import { checkCanaryHeaderTag } from './canary-header-tag.js';
import { checkCorsTag } from './cors-tag.js';
import { http2BackendsTag } from './http2-backends-tag.js';
import { rateLimitHeadersTag } from './rate-limit-headers-tag.js';
import { restFeaturesTag } from './rest-features-tag.js';
import { checkRevocationListsTag } from './revocation-lists-tag.js';
import { checkSwitchTag } from './switch-tag.js';
import { tellReasonsTag } from './tell-reasons-tag.js';
import { checkWebAclTag } from './web-acl-tag.js';
import { closeAtExpiryTag, permessageDeflateTag } from './websocket-tags.js';

export type Tags = Readonly<Record<string, string>>;

const TAGS_MAX = 50;
const KEY_LENGTH_MAX = 128;
const VALUE_LENGTH_MAX = 256;
// Developer guide, "Tag restrictions": letters, digits and blanks of any script, and these signs.
const allowed = /^[\p{L}\p{N}\p{Zs}.:+=@_/-]*$/u;
/** Ours, whose values have a language of their own. */
const ownValues: ReadonlySet<string> = new Set([canaryGuardTag]);

/** The tags, or what is wrong with them (developer guide: tagging). */
export function checkTags(tags: Tags): Result<Tags> {
  const entries = Object.entries(tags);
  if (entries.length > TAGS_MAX) {
    return fail(badRequest(`Too many tags specified. A resource can have at most ${TAGS_MAX} tags.`));
  }
  for (const [key, value] of entries) {
    if (key.length < 1 || key.length > KEY_LENGTH_MAX || !allowed.test(key)) {
      return fail(badRequest(`Invalid tag key specified: ${key}`));
    }
    if (key.toLowerCase().startsWith('aws:')) {
      return fail(badRequest('Invalid tag key specified. Keys must not begin with aws:'));
    }
    if (value.length > VALUE_LENGTH_MAX || !(ownValues.has(key) || allowed.test(value))) {
      return fail(badRequest(`Invalid tag value specified for key ${key}`));
    }
  }
  const problem =
    checkSwitchTag(tags, rateLimitHeadersTag) ??
    checkSwitchTag(tags, tellReasonsTag) ??
    checkSwitchTag(tags, restFeaturesTag) ??
    checkSwitchTag(tags, http2BackendsTag) ??
    checkSwitchTag(tags, closeAtExpiryTag) ??
    checkSwitchTag(tags, permessageDeflateTag) ??
    checkCorsTag(tags) ??
    checkWebAclTag(tags) ??
    checkCanaryHeaderTag(tags) ??
    checkCanaryGuardTag(tags) ??
    checkRevocationListsTag(tags);
  return problem ? fail(problem) : ok(tags);
}

/** Adds or overwrites. */
export function addTags(tags: Tags, added: Tags): Result<Tags> {
  return checkTags(Object.fromEntries([...Object.entries(tags), ...Object.entries(added)]));
}

/** Keys that are not there are no error. */
export function removeTags(tags: Tags, keys: readonly string[]): Tags {
  const gone = new Set(keys);
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key)));
}
