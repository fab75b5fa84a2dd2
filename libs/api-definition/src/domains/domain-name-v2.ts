import { badRequest, fail, ok, type Result } from '../domain-error.js';
import { checkDomainName, type NewDomainName } from './create-domain-name.js';
import type { DomainName } from './domain-name.js';

/** What version 2 of the API says of a domain's endpoint. */
export interface DomainNameConfigurationInput {
  readonly certificateArn?: string;
  readonly certificateName?: string;
  readonly endpointType?: 'REGIONAL' | 'EDGE';
  readonly ipAddressType?: 'ipv4' | 'dualstack';
  readonly securityPolicy?: string;
  readonly ownershipVerificationCertificateArn?: string;
}

/** What version 2 gives to create a domain, and to update one; members that are missing stay as they are. */
export interface DomainNameInput {
  readonly domainNameConfigurations?: readonly DomainNameConfigurationInput[];
  readonly mutualTlsAuthentication?: { readonly truststoreUri?: string; readonly truststoreVersion?: string };
  readonly routingMode?: string;
}

/** Version 2's names of routing modes, and what they are called in version 1, which is what is kept. */
const routingModes: Readonly<Record<string, string>> = {
  API_MAPPING_ONLY: 'BASE_PATH_MAPPING_ONLY',
  ROUTING_RULE_ONLY: 'ROUTING_RULE_ONLY',
  ROUTING_RULE_THEN_API_MAPPING: 'ROUTING_RULE_THEN_BASE_PATH_MAPPING',
};

/** The routing mode of a domain as version 2 calls it. */
export const routingModeInV2 = ({ routingMode }: Pick<DomainName, 'routingMode'>): string =>
  Object.entries(routingModes).find(([, kept]) => kept === routingMode)?.[0] ?? routingMode;

/** A domain that version 2 describes, as version 1 would. It has one configuration, REGIONAL by default. */
export function domainNameFromV2({
  domainNameConfigurations = [],
  routingMode,
  mutualTlsAuthentication,
  ...given
}: DomainNameInput & {
  readonly domainName: string;
  readonly tags?: Readonly<Record<string, string>>;
}): Result<NewDomainName> {
  const read = readConfiguration(domainNameConfigurations);
  if (!read.ok) return read;
  const { endpointType, certificateArn, certificateName, ipAddressType, ...settings } = read.value;
  const certificate =
    endpointType === 'EDGE'
      ? { certificateArn, certificateName }
      : { regionalCertificateArn: certificateArn, regionalCertificateName: certificateName };
  return ok({
    ...given,
    ...certificate,
    ...settings,
    endpointConfiguration: { types: [endpointType], ipAddressType },
    mutualTlsAuthentication,
    routingMode: routingMode && routingModes[routingMode],
  });
}

/** Applies UpdateDomainName of version 2. A new certificate counts as uploaded now. */
export function updateDomainNameByV2(
  domain: DomainName,
  { domainNameConfigurations, routingMode, mutualTlsAuthentication }: DomainNameInput,
  nowMs: number,
): Result<DomainName> {
  let updated: DomainName = {
    ...domain,
    routingMode: (routingMode && routingModes[routingMode]) ?? domain.routingMode,
  };
  if (domainNameConfigurations && domainNameConfigurations.length > 0) {
    const read = readConfiguration(domainNameConfigurations);
    if (!read.ok) return read;
    const { endpointType, ...settings } = read.value;
    const isEdge = endpointType === 'EDGE';
    const arn = settings.certificateArn ?? (isEdge ? domain.certificateArn : domain.regionalCertificateArn);
    const before = isEdge ? domain.certificateArn : domain.regionalCertificateArn;
    updated = {
      ...updated,
      ...(isEdge ? { certificateArn: arn } : { regionalCertificateArn: arn }),
      certificateUploadedAtMs: arn === before ? domain.certificateUploadedAtMs : nowMs,
      endpointConfiguration: {
        ...domain.endpointConfiguration,
        types: [endpointType],
        ipAddressType: settings.ipAddressType ?? domain.endpointConfiguration.ipAddressType,
      },
      securityPolicy: settings.securityPolicy ?? domain.securityPolicy,
      ownershipVerificationCertificateArn:
        settings.ownershipVerificationCertificateArn ?? domain.ownershipVerificationCertificateArn,
    };
  }
  if (mutualTlsAuthentication) {
    const { truststoreUri = domain.mutualTlsAuthentication?.truststoreUri, truststoreVersion } =
      mutualTlsAuthentication;
    updated = {
      ...updated,
      // Developer guide, mutual TLS: an empty URI switches it off.
      mutualTlsAuthentication: truststoreUri
        ? { truststoreUri, truststoreVersion: truststoreVersion || null }
        : null,
    };
  }
  return checkDomainName(updated);
}

function readConfiguration(
  given: readonly DomainNameConfigurationInput[],
): Result<DomainNameConfigurationInput & { readonly endpointType: 'REGIONAL' | 'EDGE' }> {
  const [configuration, ...more] = given;
  if (!configuration || more.length > 0) {
    return fail(badRequest('Exactly one DomainNameConfiguration must be specified'));
  }
  return ok({ ...configuration, endpointType: configuration.endpointType ?? 'REGIONAL' });
}
