import type {
  DomainName,
  EndpointType,
  PatchOperation,
  SecurityPolicy,
} from '../../wire/generated/apigateway.js';

/** What of a domain is typed; nothing is the empty text. */
export interface DomainDraft {
  readonly certificateArn: string;
  readonly securityPolicy: string;
  readonly endpointAccessMode: string;
  readonly truststoreUri: string;
  readonly truststoreVersion: string;
  readonly ownershipVerificationCertificateArn: string;
}

export const domainLabels: Record<keyof DomainDraft, string> = {
  certificateArn: 'Certificate',
  securityPolicy: 'Security policy',
  endpointAccessMode: 'Access mode',
  truststoreUri: 'Truststore',
  truststoreVersion: 'Version of the truststore',
  ownershipVerificationCertificateArn: 'Certificate that proves ownership',
};

/** Regional domains show one certificate, those of the edge and private ones another (CreateDomainName). */
export const certificateMemberOf = (types: readonly EndpointType[] = []) =>
  types.includes('REGIONAL') ? 'regionalCertificateArn' : 'certificateArn';

export const typesOf = (domain: DomainName): readonly EndpointType[] =>
  domain.endpointConfiguration?.types ?? [];

export const draftOf = (domain: DomainName): DomainDraft => ({
  certificateArn: domain[certificateMemberOf(typesOf(domain))] ?? '',
  securityPolicy: domain.securityPolicy ?? '',
  endpointAccessMode: domain.endpointAccessMode ?? '',
  truststoreUri: domain.mutualTlsAuthentication?.truststoreUri ?? '',
  truststoreVersion: domain.mutualTlsAuthentication?.truststoreVersion ?? '',
  ownershipVerificationCertificateArn: domain.ownershipVerificationCertificateArn ?? '',
});

/** What UpdateDomainName is told. An empty truststore switches mutual TLS off, its version with it. */
export function domainPatches(domain: DomainName, to: DomainDraft): PatchOperation[] {
  const from = draftOf(domain);
  const paths: Record<keyof DomainDraft, string> = {
    certificateArn: `/${certificateMemberOf(typesOf(domain))}`,
    securityPolicy: '/securityPolicy',
    endpointAccessMode: '/endpointAccessMode',
    truststoreUri: '/mutualTlsAuthentication/truststoreUri',
    truststoreVersion: '/mutualTlsAuthentication/truststoreVersion',
    ownershipVerificationCertificateArn: '/ownershipVerificationCertificateArn',
  };
  return (Object.keys(paths) as (keyof DomainDraft)[])
    .filter((member) => from[member] !== to[member])
    .filter((member) => member !== 'truststoreVersion' || to.truststoreUri !== '')
    .map((member) => ({ op: 'replace', path: paths[member], value: to[member] }));
}

/** The truststore is read when it is set, though it be the one before. */
export const readTruststoreAgain = (domain: DomainName): PatchOperation[] => [
  {
    op: 'replace',
    path: '/mutualTlsAuthentication/truststoreUri',
    value: domain.mutualTlsAuthentication?.truststoreUri ?? '',
  },
];

/** The one by default first, the one that should be no more last; their ciphers are in docs/DOMAINS.md. */
export const securityPolicies: readonly SecurityPolicy[] = [
  'TLS_1_2',
  'SecurityPolicy_TLS13_1_3_2025_09',
  'SecurityPolicy_TLS13_1_3_FIPS_2025_09',
  'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
  'SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09',
  'SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09',
  'SecurityPolicy_TLS13_1_2_PQ_2025_09',
  'SecurityPolicy_TLS13_1_2_2021_06',
  'SecurityPolicy_TLS13_2025_EDGE',
  'SecurityPolicy_TLS12_PFS_2025_EDGE',
  'SecurityPolicy_TLS12_2018_EDGE',
  'TLS_1_0',
];
