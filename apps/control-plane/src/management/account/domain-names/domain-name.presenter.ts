import { domainNameArn, isPrivateDomain, type DomainName } from '#libs/api-definition';
import { epochSeconds, type v1 } from '#libs/aws-wire';
import type { ControlPlaneConfig } from '../../../config.js';
import type { DomainStatus } from './domain-status.js';
import { distributionHostedZoneId, regionalHostedZoneId } from './hosted-zones.js';

/**
 * A domain name as AWS shows it. Where callers are to be led (by CNAME or alias) is a host of this
 * installation for edge and regional domains alike: a host of AWS's own is nobody's here, and could become a
 * stranger's. Private domains have no public host.
 */
export function presentDomainName(
  domain: DomainName,
  { domain: invokeDomain }: Pick<ControlPlaneConfig, 'domain'>,
  { status, message }: DomainStatus,
  { emptyTags = false } = {},
): v1.DomainName {
  const { types, ipAddressType, vpcEndpointIds } = domain.endpointConfiguration;
  const { truststoreWarnings } = domain.mutualTlsAuthentication ?? {};
  const target = `d-${domain.id}.execute-api.${domain.owner.region}.${invokeDomain}`;
  return {
    domainName: domain.domainName,
    ...(isPrivateDomain(domain) && { domainNameId: domain.id }),
    domainNameArn: domainNameArn(domain),
    certificateName: domain.certificateName ?? undefined,
    certificateArn: domain.certificateArn ?? undefined,
    certificateUploadDate: epochSeconds(domain.certificateUploadedAtMs),
    regionalCertificateName: domain.regionalCertificateName ?? undefined,
    regionalCertificateArn: domain.regionalCertificateArn ?? undefined,
    ...(types.includes('REGIONAL') && {
      regionalDomainName: target,
      regionalHostedZoneId: regionalHostedZoneId(domain.owner.region),
    }),
    ...(types.includes('EDGE') && {
      distributionDomainName: target,
      distributionHostedZoneId,
    }),
    endpointConfiguration: {
      types: [...types],
      ipAddressType,
      ...(vpcEndpointIds && { vpcEndpointIds: [...vpcEndpointIds] }),
    },
    domainNameStatus: status,
    domainNameStatusMessage: message,
    // Written by the create and patch functions only, which admit AWS's words alone.
    securityPolicy: domain.securityPolicy as v1.DomainName['securityPolicy'],
    endpointAccessMode: (domain.endpointAccessMode ?? undefined) as v1.DomainName['endpointAccessMode'],
    mutualTlsAuthentication: domain.mutualTlsAuthentication
      ? {
          truststoreUri: domain.mutualTlsAuthentication.truststoreUri,
          truststoreVersion: domain.mutualTlsAuthentication.truststoreVersion ?? undefined,
          ...(truststoreWarnings && { truststoreWarnings: [...truststoreWarnings] }),
        }
      : undefined,
    ownershipVerificationCertificateArn: domain.ownershipVerificationCertificateArn ?? undefined,
    policy: domain.policy ?? undefined,
    routingMode: domain.routingMode as v1.DomainName['routingMode'],
    tags: emptyTags || Object.keys(domain.tags).length > 0 ? { ...domain.tags } : undefined,
  };
}
