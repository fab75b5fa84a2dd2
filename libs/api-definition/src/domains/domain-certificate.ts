import type { DomainName } from './domain-name.js';

/**
 * The id of the ACM certificate that a domain is served with: that of its regional endpoint, else the other.
 * Null: it names none, or one that is another account's, which it may not show.
 */
export function certificateIdOf({
  owner,
  endpointConfiguration,
  regionalCertificateArn,
  certificateArn,
}: Pick<DomainName, 'owner' | 'endpointConfiguration' | 'regionalCertificateArn' | 'certificateArn'>):
  string | null {
  const isRegional = endpointConfiguration.types.includes('REGIONAL');
  const arns = isRegional
    ? [regionalCertificateArn, certificateArn]
    : [certificateArn, regionalCertificateArn];
  for (const arn of arns) {
    const [, accountId, id] =
      /^arn:aws[a-z-]*:acm:[a-z0-9-]+:(\d{12}):certificate\/([\w-]+)$/.exec(arn ?? '') ?? [];
    if (accountId === owner.accountId && id !== undefined) return id;
  }
  return null;
}
