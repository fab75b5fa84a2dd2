import type { PatternElement } from '../policy.js';

/**
 * What IAM says against an action pattern, which is `*` or `vendor:name`; undefined for nothing. The vendor
 * is never a pattern unless it is `*` alone (texts as callers of CreatePolicy have reported them).
 */
export function findActionFault(action: PatternElement): string | undefined {
  for (const pattern of action.patterns) {
    if (pattern === '*') continue;
    const [vendor = '', ...names] = pattern.split(':');
    if (names.length === 0)
      return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
    if (names.length > 1) return 'Actions/Condition can contain only one colon.';
    if (vendor !== '*' && !/^[a-zA-Z0-9.-]+$/.test(vendor)) return `Vendor ${vendor} is not valid`;
  }
  return undefined;
}
