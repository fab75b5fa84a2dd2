import type { UserPool } from '#libs/snapshot-format';
import { serviceEndpoint, type AwsServices } from '../integrations/aws/aws-services.js';
import type { TokenIssuer } from '../tokens/token-issuer.js';

/** Issuers that stand for user pools, by the pool's ARN, as the operator has set it. */
export type UserPoolIssuers = ReadonlyMap<string, string>;

/**
 * Who signs a user pool's tokens: the issuer that the settings name for it, found by OpenID Connect
 * Discovery; else Cognito, at AWS or where its endpoint is set to.
 */
export function issuerOf(pool: UserPool, configured: UserPoolIssuers, aws: AwsServices): TokenIssuer {
  const { arn, partition, region, userPoolId } = pool;
  const own = configured.get(arn);
  if (own !== undefined) {
    const url = `${own.replace(/\/$/, '')}/.well-known/openid-configuration`;
    return { id: own, names: [own], kind: 'oidc', keys: { url, isDiscovery: true } };
  }
  // AWS's SDKs name the setting after the service's whole name; the short one is what people try first.
  const { COGNITO_IDP: short } = aws.endpointUrls;
  const endpointUrls =
    short === undefined ? aws.endpointUrls : { COGNITO_IDENTITY_PROVIDER: short, ...aws.endpointUrls };
  const service = { partition, region, service: 'cognito-idp', subdomain: null };
  const { origin, basePath } = serviceEndpoint({ ...aws, endpointUrls }, service);
  const found = `${origin}${basePath}/${userPoolId}`;
  const published = `${serviceEndpoint({ ...aws, endpointUrls: {}, endpointUrl: null }, service).origin}/${userPoolId}`;
  return {
    id: found,
    // Behind an endpoint of one's own pools may still sign in AWS's name.
    names: found === published ? [published] : [found, published],
    kind: 'cognito',
    keys: { url: `${found}/.well-known/jwks.json`, isDiscovery: false },
  };
}

const arn = /^arn:aws[a-z-]*:cognito-idp:[a-z0-9-]+:\d{12}:userpool\/[\w-]+$/;

/** Reads `arn=URL,arn=URL`. A text that names what is wrong when it cannot be read. */
export function readUserPoolIssuers(text: string): UserPoolIssuers | string {
  const issuers = new Map<string, string>();
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const equals = entry.indexOf('=');
    const pool = entry.slice(0, Math.max(equals, 0));
    const url = entry.slice(equals + 1);
    const isUrl = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
    if (!arn.test(pool) || !isUrl || /[?#]/.test(url)) return `${entry} is no <user pool ARN>=<issuer URL>`;
    if (issuers.has(pool)) return `${pool} has two issuers`;
    issuers.set(pool, url);
  }
  return issuers;
}
