import { limitExceeded, type DomainError } from '../../domain-error.js';

/** How many of something there may be, and in what. */
export interface Limit {
  /** AWS's number (developer guide: quotas). */
  readonly max: number;
  readonly what: string;
  readonly per: 'account' | 'API' | 'API key';
}

/**
 * Every count that is limited. What is limited in size stands with the rules of its noun. Account means
 * account and region.
 */
export const limits = {
  regionalRestApis: { max: 600, what: 'Regional APIs', per: 'account' },
  edgeRestApis: { max: 120, what: 'edge-optimized APIs', per: 'account' },
  privateRestApis: { max: 600, what: 'private APIs', per: 'account' },
  apiKeys: { max: 10_000, what: 'API keys', per: 'account' },
  usagePlans: { max: 300, what: 'usage plans', per: 'account' },
  usagePlansPerApiKey: { max: 10, what: 'usage plans', per: 'API key' },
  clientCertificates: { max: 60, what: 'client certificates', per: 'account' },
  // AWS Certificate Manager: quotas.
  certificates: { max: 2500, what: 'certificates', per: 'account' },
  vpcLinks: { max: 20, what: 'VPC links', per: 'account' },
  // Of version 2.
  httpVpcLinks: { max: 10, what: 'VPC links', per: 'account' },
  domainNames: { max: 120, what: 'custom domain names', per: 'account' },
  resourcesPerRestApi: { max: 300, what: 'resources', per: 'API' },
  stagesPerRestApi: { max: 10, what: 'stages', per: 'API' },
  authorizersPerRestApi: { max: 10, what: 'authorizers', per: 'API' },
  httpApis: { max: 600, what: 'HTTP and WebSocket APIs', per: 'account' },
  // AWS writes these with a capital letter.
  routesPerHttpApi: { max: 300, what: 'Routes', per: 'API' },
  integrationsPerHttpApi: { max: 300, what: 'Integrations', per: 'API' },
  authorizersPerHttpApi: { max: 10, what: 'Authorizers', per: 'API' },
  stagesPerHttpApi: { max: 10, what: 'stages', per: 'API' },
  documentationPartsPerRestApi: { max: 2000, what: 'documentation parts', per: 'API' },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;

/** The numbers that hold: AWS's, but for those that the installation has set. */
export type LimitMaxima = Readonly<Record<LimitName, number>>;

/** Names of all limits, in the order of the table. */
export const limitNames = Object.keys(limits) as readonly LimitName[];

/**
 * Reads `resourcesPerRestApi=1000,apiKeys=50000`; the empty text changes nothing. Undefined when it is no
 * such text.
 */
export function readLimits(text: string): LimitMaxima | undefined {
  const maxima: Record<string, number> = {};
  for (const name of limitNames) maxima[name] = limits[name].max;
  for (const entry of text === '' ? [] : text.split(',')) {
    const [, name = '', max] = /^(\w+)=(\d{1,9})$/.exec(entry) ?? [];
    if (!Object.hasOwn(limits, name)) return undefined;
    maxima[name] = Number(max);
  }
  return maxima as LimitMaxima;
}

/** The refusal, in the form of AWS's; where AWS names its support, the setting is named. */
export function limitReached(name: LimitName): DomainError {
  const { what, per } = limits[name];
  return limitExceeded(
    `Maximum number of ${what} for this ${per} has been reached. Please raise ${name} in TOLLGATE_LIMITS if you need additional ${what}.`,
  );
}
