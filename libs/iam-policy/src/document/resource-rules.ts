import type { PatternElement } from '../policy.js';

const partitions = /^(?:\*|aws|aws-cn|aws-us-gov|aws-iso|aws-iso-b|aws-iso-e|aws-iso-f|aws-eusc)$/;

const iamPaths = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];

/**
 * What IAM says against a resource pattern, which is `*` or an ARN; undefined for nothing. Of several wrong
 * ones IAM names the first in alphabetical order (texts and order as callers of CreatePolicy have reported
 * them).
 */
export function findResourceFault(resource: PatternElement): string | undefined {
  for (const pattern of [...resource.patterns].sort()) {
    const fault = pattern === '*' ? undefined : findArnFault(pattern);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Whether IAM's older parser gives up on a pattern that has no other fault; it says no more than that. */
export const failsLegacyParsing = (resource: PatternElement): boolean =>
  resource.patterns.some((pattern) => {
    if (pattern === '*') return false;
    const parts = pattern.split(':');
    return parts[2] === '' || (parts.length < 6 && pattern.includes('::'));
  });

function findArnFault(pattern: string): string | undefined {
  const [, partition, ...rest] = pattern.split(':');
  if (partition === undefined) return `Resource ${pattern} must be in ARN format or "*".`;
  if (!pattern.startsWith('arn:') || !partitions.test(partition)) {
    return `Partition "${partition}" is not valid for resource "${completeArn(partition, rest)}".`;
  }
  const [service, region, , ...path] = rest;
  if (service === undefined) return 'Resource vendor must be fully qualified and cannot contain regexes.';
  if (service === 'iam') return findIamFault(pattern, region, path.join(':'));
  if (service === 's3' && region !== '' && !path.join(':').startsWith('accesspoint')) {
    return `Resource ${pattern} can not contain region information.`;
  }
  return undefined;
}

function findIamFault(pattern: string, region: string | undefined, path: string): string | undefined {
  if (region !== '') return `IAM resource ${pattern} cannot contain region information.`;
  if (path.startsWith('*') || iamPaths.some((start) => path.startsWith(start))) return undefined;
  return `IAM resource path must either be "*" or start with ${iamPaths.join(', ')}.`;
}

/** With `*` for the parts that are missing; what stands before the partition is always shown as `arn`. */
function completeArn(partition: string, rest: readonly string[]): string {
  const [service = '*', region = '*', account = '*', ...path] =
    rest.length === 1 && rest[0] === '' ? [] : rest;
  return ['arn', partition, service, region, account, path.length === 0 ? '*' : path.join(':')].join(':');
}
