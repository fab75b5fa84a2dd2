import { awsServiceProtocol } from './aws-service-protocols.js';
import type { GatewayCredentials } from './gateway-credentials.js';

/** Where AWS services are found, and as whom they are called. */
export interface AwsServices {
  readonly credentials: GatewayCredentials;
  /** Endpoints of single services by what AWS's settings call them: `LAMBDA`, `DYNAMODB`, `SFN`. */
  readonly endpointUrls: Readonly<Record<string, string>>;
  /** The endpoint of all others; null: AWS's own. */
  readonly endpointUrl: string | null;
  /** Endpoints of single functions, by ARN or name. */
  readonly functionUrls: ReadonlyMap<string, string>;
}

/** One service in one region. */
export interface AwsService {
  /** `aws`, `aws-cn`, ... */
  readonly partition: string;
  readonly region: string;
  readonly service: string;
  readonly subdomain: string | null;
}

/** Where a service answers. */
export interface ServiceEndpoint {
  /** To connect to. */
  readonly origin: string;
  /** For the Host header, which is signed: behind an endpoint of one's own the subdomain is only in here. */
  readonly host: string;
  /** In front of every path; without a slash at its end. */
  readonly basePath: string;
}

/**
 * Finds a service: where AWS_ENDPOINT_URL_<SERVICE> or AWS_ENDPOINT_URL says, else at AWS's endpoint in its
 * region, which some actions have a host of their own at.
 */
export function serviceEndpoint(
  services: AwsServices,
  { partition, region, service, subdomain }: AwsService,
  action: string | null = null,
): ServiceEndpoint {
  const { hostLabel, hostPrefixes, settingName } = awsServiceProtocol(service);
  const prefix = subdomain === null ? '' : `${subdomain}.`;
  const own = services.endpointUrls[settingName] ?? services.endpointUrl;
  if (own === null) {
    const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    const ofAction = action !== null && Object.hasOwn(hostPrefixes, action) ? hostPrefixes[action] : '';
    const host = `${prefix}${ofAction}${hostLabel}.${region}.${domain}`;
    return { origin: `https://${host}`, host, basePath: '' };
  }
  const url = new URL(own);
  return { origin: url.origin, host: `${prefix}${url.host}`, basePath: url.pathname.replace(/\/$/, '') };
}
