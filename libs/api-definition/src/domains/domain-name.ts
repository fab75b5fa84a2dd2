import { notFound } from '../domain-error.js';
import type { Owner } from '../owner.js';
import type { EndpointConfiguration } from '../rest/rest-apis/rest-api.js';

/** A custom domain name. `null` means "not set"; the presenter leaves such members out. */
export interface DomainName {
  readonly owner: Owner;
  /** Ours for every domain; AWS shows it for private ones, whose names need not be unique. */
  readonly id: string;
  readonly domainName: string;
  readonly createdAtMs: number;
  readonly endpointConfiguration: EndpointConfiguration;
  readonly certificateName: string | null;
  readonly certificateArn: string | null;
  readonly regionalCertificateName: string | null;
  readonly regionalCertificateArn: string | null;
  /** When the certificate was last named or uploaded. */
  readonly certificateUploadedAtMs: number;
  readonly securityPolicy: string;
  readonly endpointAccessMode: string | null;
  readonly mutualTlsAuthentication: MutualTlsAuthentication | null;
  readonly ownershipVerificationCertificateArn: string | null;
  /** A resource policy, JSON text; private domains only. */
  readonly policy: string | null;
  readonly routingMode: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface MutualTlsAuthentication {
  /** `s3://bucket/key`. */
  readonly truststoreUri: string;
  readonly truststoreVersion: string | null;
  /** Why some of its certificates are not used, as of when it was read; missing for none. */
  readonly truststoreWarnings?: readonly string[];
}

/** Whether clients must name its id beside its name. A domain is private for good. */
export const isPrivateDomain = ({ endpointConfiguration }: Pick<DomainName, 'endpointConfiguration'>) =>
  endpointConfiguration.types.includes('PRIVATE');

export const domainNameNotFound = notFound('Invalid domain name identifier specified');
