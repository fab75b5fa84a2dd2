import { clientCertificateNotFound } from '../client-certificates/client-certificate.js';
import { accessAssociationNotFound } from '../../domains/access-association.js';
import { readDomainNameKey, type DomainNameKey } from '../../domains/domain-name-arn.js';
import { domainNameNotFound } from '../../domains/domain-name.js';
import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import { apiKeyNotFound, restApiNotFound, stageNotFound, usagePlanNotFound } from '../../not-found.js';
import type { Owner } from '../../owner.js';
import { vpcLinkNotFound } from '../vpc-links/vpc-link.js';

/** What a tag call is about. */
export type TagTarget =
  | { readonly kind: 'rest-api'; readonly id: string }
  | { readonly kind: 'stage'; readonly restApiId: string; readonly stageName: string }
  | { readonly kind: 'http-api'; readonly id: string }
  | { readonly kind: 'http-stage'; readonly apiId: string; readonly stageName: string }
  | { readonly kind: 'api-key'; readonly id: string }
  | { readonly kind: 'usage-plan'; readonly id: string }
  | { readonly kind: 'client-certificate'; readonly id: string }
  | { readonly kind: 'vpc-link'; readonly id: string }
  | ({ readonly kind: 'domain-name' } & DomainNameKey)
  | { readonly kind: 'access-association'; readonly arn: string };

/**
 * Reads `arn:aws:apigateway:<region>::/restapis/<id>` and the like. The region must be the caller's; private
 * domains and what belongs to them have the account in their ARNs, all others have none.
 */
export function readTagTarget(arn: string, owner: Owner): Result<TagTarget> {
  const [, region, accountId, path = ''] =
    /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+):(\d{12})?:\/(.+)$/.exec(arn) ?? [];
  const [collection, ...rest] = path.split('/');
  const target = rest.includes('') ? undefined : targetAt(arn, collection, rest);
  if (!target || region !== owner.region || accountId !== accountIn(target, owner)) {
    return fail(badRequest(`Invalid ARN specified in the request: ${arn}`));
  }
  return ok(target);
}

/** The account that the target's ARN must have. */
const accountIn = (target: TagTarget, { accountId }: Owner): string | undefined =>
  target.kind === 'access-association' || (target.kind === 'domain-name' && target.domainNameId !== null)
    ? accountId
    : undefined;

function targetAt(
  arn: string,
  collection: string | undefined,
  [id, child, childId, ...rest]: readonly string[],
): TagTarget | undefined {
  if (id === undefined) return undefined;
  if (collection === 'domainnameaccessassociations') return { kind: 'access-association', arn };
  if (collection === 'restapis' && child === 'stages' && childId !== undefined && rest.length === 0) {
    return { kind: 'stage', restApiId: id, stageName: childId };
  }
  if (collection === 'apis' && child === 'stages' && childId !== undefined && rest.length === 0) {
    return { kind: 'http-stage', apiId: id, stageName: childId };
  }
  if (child !== undefined) return undefined;
  switch (collection) {
    case 'restapis':
      return { kind: 'rest-api', id };
    case 'apis':
      return { kind: 'http-api', id };
    case 'apikeys':
      return { kind: 'api-key', id };
    case 'usageplans':
      return { kind: 'usage-plan', id };
    case 'clientcertificates':
      return { kind: 'client-certificate', id };
    case 'vpclinks':
      return { kind: 'vpc-link', id };
    case 'domainnames':
      return { kind: 'domain-name', ...readDomainNameKey(id) };
    default:
      return undefined;
  }
}

/** The 404 of the target's own noun. */
export function unknownTagTarget(target: TagTarget, owner: Owner): DomainError {
  switch (target.kind) {
    case 'rest-api':
    case 'http-api':
      return restApiNotFound(owner, target.id);
    case 'stage':
    case 'http-stage':
      return stageNotFound;
    case 'api-key':
      return apiKeyNotFound;
    case 'usage-plan':
      return usagePlanNotFound;
    case 'client-certificate':
      return clientCertificateNotFound;
    case 'vpc-link':
      return vpcLinkNotFound;
    case 'domain-name':
      return domainNameNotFound;
    case 'access-association':
      return accessAssociationNotFound;
  }
}
