/**
 * How documents are named within their kind. Snapshots are named by digest, API keys by the SHA-256 of their
 * value.
 */
export const documentNames = {
  stage: (restApiId: string, stageName: string): string => `${restApiId}/${stageName}`,
  usagePlan: (usagePlanId: string): string => usagePlanId,
  quota: (usagePlanId: string, keyId: string): string => `${usagePlanId}/${keyId}`,
  clientCertificate: (id: string): string => id,
  acmeChallenge: (token: string): string => token,
  certificate: (id: string): string => id,
  vpcLink: (id: string): string => id,
  accessKey: (accessKeyId: string): string => accessKeyId,
  principal: (id: string): string => id,
  deniedIdentity: (id: string): string => id,
  auditHead: (accountId: string): string => accountId,
  capture: (id: string): string => id,
  /** `privateId`: of a private domain, whose name others may have, too. */
  domain: (domainName: string, privateId: string | null): string =>
    privateId === null ? domainName : `${domainName}+${privateId}`,
  account: (accountId: string, region: string): string => `${accountId}/${region}`,
} as const;

/**
 * How throttles name a method: resource path (with its leading slash), slash, method; the root's GET is
 * `//GET`. Routes of HTTP APIs are named by their route keys there.
 */
export function methodThrottleName(resourcePath: string, httpMethod: string): string {
  return `${resourcePath}/${httpMethod}`;
}
