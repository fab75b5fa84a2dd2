import type { DraftPrincipal } from './draft.js';
import type { PrincipalElement, PrincipalEntry } from '../policy.js';

const account = /^[0-9]{12}$/;
const iamArn = /^arn:aws[a-z-]*:iam::[0-9]{12}:(?:root|(?:user|role)\/[^*?]+)$/;
const sessionArn = /^arn:aws[a-z-]*:sts::[0-9]{12}:(?:assumed-role\/[^/*?]+\/[^*?]+|federated-user\/[^*?]+)$/;
const service = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;

const valid: Record<PrincipalEntry['type'], (value: string) => boolean> = {
  // A `*` stands for everybody, and never for a part of a name.
  AWS: (value) => value === '*' || account.test(value) || iamArn.test(value) || sessionArn.test(value),
  Service: (value) => service.test(value),
  Federated: (value) => value !== '' && !/[*?]/.test(value),
  CanonicalUser: (value) => /^[0-9a-f]{1,64}$/.test(value),
};

const isType = (type: string): type is PrincipalEntry['type'] => Object.hasOwn(valid, type);

/**
 * What IAM says against a principal; undefined for nothing. Whether it exists is not asked here (IAM User
 * Guide: AWS JSON policy elements: Principal; texts as its callers have reported them).
 */
export function findPrincipalFault(principal: DraftPrincipal): string | undefined {
  for (const { type, value } of principal.entries) {
    if (!isType(type)) return `Invalid principal in policy: "${type}"`;
    if (!valid[type](value)) return `Invalid principal in policy: "${type.toUpperCase()}":"${value}"`;
  }
  return undefined;
}

/** Of a draft without fault. */
export const principalElement = ({ negated, entries }: DraftPrincipal): PrincipalElement => ({
  negated,
  entries: entries.flatMap(({ type, value }) => (isType(type) ? [{ type, value }] : [])),
});
