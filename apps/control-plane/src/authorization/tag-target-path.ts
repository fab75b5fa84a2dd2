import type { TagTarget } from '#libs/api-definition';

/** The path of what is tagged, as its ARN has it; null for what is known by its whole ARN alone. */
export function tagTargetPath(target: TagTarget): string | null {
  switch (target.kind) {
    case 'rest-api':
      return `/restapis/${target.id}`;
    case 'stage':
      return `/restapis/${target.restApiId}/stages/${target.stageName}`;
    case 'http-api':
      return `/apis/${target.id}`;
    case 'http-stage':
      return `/apis/${target.apiId}/stages/${target.stageName}`;
    case 'api-key':
      return `/apikeys/${target.id}`;
    case 'usage-plan':
      return `/usageplans/${target.id}`;
    case 'client-certificate':
      return `/clientcertificates/${target.id}`;
    case 'vpc-link':
      return `/vpclinks/${target.id}`;
    case 'domain-name':
      return `/domainnames/${target.domainName}${target.domainNameId === null ? '' : `+${target.domainNameId}`}`;
    case 'access-association':
      return null;
  }
}
