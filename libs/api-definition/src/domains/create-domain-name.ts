import { badRequest, fail, ok, type Result } from '../domain-error.js';
import type { Owner } from '../owner.js';
import {
  newEndpointConfiguration,
  type EndpointConfigurationInput,
} from '../rest/rest-apis/endpoint-configuration.js';
import { readDomainPolicy } from '../rest/rest-apis/resource-policy-text.js';
import { checkTags } from '../account/tags/tags.js';
import { isPrivateDomain, type DomainName } from './domain-name.js';

/** What CreateDomainName is given. */
export interface NewDomainName {
  readonly domainName: string;
  readonly certificateName?: string | null;
  readonly certificateBody?: string | null;
  readonly certificateArn?: string | null;
  readonly regionalCertificateName?: string | null;
  readonly regionalCertificateArn?: string | null;
  readonly endpointConfiguration?: EndpointConfigurationInput;
  readonly securityPolicy?: string | null;
  readonly endpointAccessMode?: string | null;
  readonly mutualTlsAuthentication?: {
    readonly truststoreUri?: string | null;
    readonly truststoreVersion?: string | null;
  } | null;
  readonly ownershipVerificationCertificateArn?: string | null;
  readonly policy?: string | null;
  readonly routingMode?: string | null;
  readonly tags?: Readonly<Record<string, string>> | null;
}

/**
 * A new domain name with AWS's defaults (API reference: CreateDomainName). Whether the name is free is the
 * caller's to see.
 */
export function createDomainName(
  given: NewDomainName,
  { owner, id, nowMs }: { readonly owner: Owner; readonly id: string; readonly nowMs: number },
): Result<DomainName> {
  if (!isHostName(given.domainName)) {
    return fail(badRequest(`Invalid domain name specified: ${given.domainName}`));
  }
  const endpoint = newEndpointConfiguration(given.endpointConfiguration);
  if (!endpoint.ok) return endpoint;
  const tags = checkTags(given.tags ?? {});
  if (!tags.ok) return tags;
  const truststoreUri = given.mutualTlsAuthentication?.truststoreUri;
  return checkDomainName({
    owner,
    id,
    domainName: given.domainName,
    createdAtMs: nowMs,
    endpointConfiguration: endpoint.value,
    certificateName: given.certificateName || (given.certificateBody ? given.domainName : null),
    certificateArn: given.certificateArn || null,
    regionalCertificateName: given.regionalCertificateName || null,
    regionalCertificateArn: given.regionalCertificateArn || null,
    certificateUploadedAtMs: nowMs,
    securityPolicy: given.securityPolicy || 'TLS_1_2',
    endpointAccessMode: given.endpointAccessMode || null,
    mutualTlsAuthentication: truststoreUri
      ? { truststoreUri, truststoreVersion: given.mutualTlsAuthentication?.truststoreVersion || null }
      : null,
    ownershipVerificationCertificateArn: given.ownershipVerificationCertificateArn || null,
    policy: given.policy || null,
    routingMode: given.routingMode || 'BASE_PATH_MAPPING_ONLY',
    tags: tags.value,
  });
}

/**
 * What must hold of a domain name after a create and after a patch (developer guide: custom domain names,
 * mutual TLS). The texts are ours.
 */
export function checkDomainName(domain: DomainName): Result<DomainName> {
  const certified =
    domain.certificateName ??
    domain.certificateArn ??
    domain.regionalCertificateName ??
    domain.regionalCertificateArn;
  if (certified === null) return fail(badRequest('A certificate must be specified for the domain name'));
  const { mutualTlsAuthentication, endpointConfiguration, policy } = domain;
  if (mutualTlsAuthentication) {
    if (!/^s3:\/\/[a-z0-9.-]{3,63}\/.+$/.test(mutualTlsAuthentication.truststoreUri)) {
      return fail(
        badRequest('Invalid truststoreUri specified. Must be of the form s3://bucket-name/key-name'),
      );
    }
    if (!endpointConfiguration.types.includes('REGIONAL')) {
      return fail(badRequest('Mutual TLS authentication is only supported for REGIONAL domain names'));
    }
  }
  if (policy !== null && !isPrivateDomain(domain)) {
    return fail(badRequest('A policy is only supported for PRIVATE domain names'));
  }
  const read = readDomainPolicy(policy, domain.owner);
  return read.ok ? ok({ ...domain, policy: read.value }) : read;
}

const HOST_NAME_LENGTH_MAX = 253;
const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const hostName = new RegExp(`^(\\*\\.)?${label}(\\.${label})+$`);

/**
 * RFC 1123 section 2.1 in lower case, at least two labels; a wildcard may stand for the first (developer
 * guide: custom domain names).
 */
const isHostName = (text: string): boolean => text.length <= HOST_NAME_LENGTH_MAX && hostName.test(text);
