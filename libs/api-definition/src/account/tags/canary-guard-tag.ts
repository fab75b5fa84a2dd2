import { readCanaryGuard, type CanaryGuardRule } from '#libs/canary-guard';
import { badRequest, type DomainError } from '../../domain-error.js';
import type { Tags } from './tags.js';

/**
 * The tag of a Stage with the rule by which its canary is promoted or removed, such as
 * `error-rate<1%,p99<300ms,requests>=500,for=10m,then=promote`. Its value may have the signs of rules, which
 * values of other tags may not.
 */
export const canaryGuardTag = 'tollgate:canary-guard';

/** Null when the tag is not there. Read once it was checked, so that a fault counts as no tag. */
export function canaryGuard(tags: Tags): CanaryGuardRule | null {
  const value = tags[canaryGuardTag];
  const read = value === undefined ? null : readCanaryGuard(value);
  return read?.ok ? read.rule : null;
}

export function checkCanaryGuardTag(tags: Tags): DomainError | null {
  const value = tags[canaryGuardTag];
  const read = value === undefined ? null : readCanaryGuard(value);
  if (!read || read.ok) return null;
  return badRequest(`Invalid tag value specified for key ${canaryGuardTag}: ${read.problem}`);
}
