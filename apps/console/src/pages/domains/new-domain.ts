import type {
  CreateDomainNameRequest,
  EndpointType,
  SecurityPolicy,
} from '../../wire/generated/apigateway.js';
import { certificateMemberOf, type DomainDraft } from './domain-draft.js';

/** What CreateDomainName is given: what was typed, without what stayed empty or is not the endpoint's. */
export function newDomain(
  domainName: string,
  type: EndpointType,
  draft: DomainDraft,
  policy: string,
): CreateDomainNameRequest {
  const { truststoreUri, truststoreVersion, ownershipVerificationCertificateArn, endpointAccessMode } = draft;
  return {
    domainName,
    endpointConfiguration: { types: [type] },
    [certificateMemberOf([type])]: draft.certificateArn,
    securityPolicy: draft.securityPolicy as SecurityPolicy,
    ...(endpointAccessMode && {
      endpointAccessMode: endpointAccessMode as NonNullable<CreateDomainNameRequest['endpointAccessMode']>,
    }),
    ...(truststoreUri && {
      mutualTlsAuthentication: { truststoreUri, ...(truststoreVersion && { truststoreVersion }) },
    }),
    ...(ownershipVerificationCertificateArn && { ownershipVerificationCertificateArn }),
    ...(type === 'PRIVATE' && policy && { policy }),
  };
}
