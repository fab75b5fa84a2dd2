import { domainNameArn, routingModeInV2, type DomainName, type EndpointType } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import type { ControlPlaneConfig } from '../../../config.js';
import type { DomainStatus } from '../../account/domain-names/domain-status.js';
import { presentDomainName as presentInV1 } from '../../account/domain-names/domain-name.presenter.js';

/** A domain name as version 2 shows it: a configuration for each of its endpoints. */
export function presentDomainName(
  domain: DomainName,
  config: Pick<ControlPlaneConfig, 'domain'>,
  status: DomainStatus,
): v2.GetDomainNameResponse & { domainName: string } {
  const inV1 = presentInV1(domain, config, status);
  const configurationOf = (type: EndpointType): v2.DomainNameConfiguration => ({
    ...(type === 'EDGE'
      ? {
          apiGatewayDomainName: inV1.distributionDomainName,
          hostedZoneId: inV1.distributionHostedZoneId,
          certificateArn: inV1.certificateArn,
          certificateName: inV1.certificateName,
        }
      : {
          apiGatewayDomainName: inV1.regionalDomainName,
          hostedZoneId: inV1.regionalHostedZoneId,
          certificateArn: inV1.regionalCertificateArn,
          certificateName: inV1.regionalCertificateName,
        }),
    certificateUploadDate: new Date(domain.certificateUploadedAtMs).toISOString(),
    // It has no FAILED.
    domainNameStatus: status.status === 'AVAILABLE' ? 'AVAILABLE' : 'UPDATING',
    domainNameStatusMessage: status.message,
    endpointType: type as v2.DomainNameConfiguration['endpointType'],
    ipAddressType: domain.endpointConfiguration.ipAddressType,
    ownershipVerificationCertificateArn: inV1.ownershipVerificationCertificateArn,
    securityPolicy: inV1.securityPolicy as v2.DomainNameConfiguration['securityPolicy'],
  });
  return {
    // The only one that there is for REST and HTTP APIs (developer guide: selection expressions).
    apiMappingSelectionExpression: '$request.basepath',
    domainName: domain.domainName,
    domainNameArn: domainNameArn(domain),
    domainNameConfigurations: domain.endpointConfiguration.types.map(configurationOf),
    mutualTlsAuthentication: inV1.mutualTlsAuthentication,
    routingMode: routingModeInV2(domain) as v2.GetDomainNameResponse['routingMode'],
    tags: { ...domain.tags },
  };
}
