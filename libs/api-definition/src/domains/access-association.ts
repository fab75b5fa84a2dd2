import { badRequest, conflict, fail, notFound, ok, type Result } from '../domain-error.js';
import type { Owner } from '../owner.js';
import { checkTags } from '../account/tags/tags.js';
import { domainNameArn } from './domain-name-arn.js';
import type { DomainName } from './domain-name.js';

/** Lets a VPC endpoint call a private domain. */
export interface DomainNameAccessAssociation {
  readonly owner: Owner;
  /**
   * `arn:aws:apigateway:<region>:<account>:/domainnameaccessassociations/domainname/<name>/vpcesource/<endpoint>`.
   */
  readonly arn: string;
  readonly domainId: string;
  readonly domainNameArn: string;
  readonly sourceType: string;
  /** The id of a VPC endpoint. */
  readonly source: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A new association with a private domain of the same owner (API reference:
 * CreateDomainNameAccessAssociation).
 */
export function createAccessAssociation(
  owner: Owner,
  domain: DomainName,
  given: {
    readonly accessAssociationSourceType: string;
    readonly accessAssociationSource: string;
    readonly tags?: Readonly<Record<string, string>> | null;
  },
): Result<DomainNameAccessAssociation> {
  const source = given.accessAssociationSource;
  if (!/^vpce-[0-9a-zA-Z]{1,64}$/.test(source)) {
    return fail(badRequest(`Invalid VPC endpoint identifier specified: ${source}`));
  }
  const tags = checkTags(given.tags ?? {});
  if (!tags.ok) return tags;
  return ok({
    owner,
    arn: `arn:aws:apigateway:${owner.region}:${owner.accountId}:/domainnameaccessassociations/domainname/${domain.domainName}/vpcesource/${source}`,
    domainId: domain.id,
    domainNameArn: domainNameArn(domain),
    sourceType: given.accessAssociationSourceType,
    source,
    tags: tags.value,
  });
}

/** The texts are ours. The create call answers 400 for an unknown domain: a 404 is not among its errors. */
export const unknownPrivateDomain = badRequest('Invalid domain name identifier specified');
export const accessAssociationExists = conflict('Domain name access association already exists');
export const accessAssociationNotFound = notFound(
  'Invalid domain name access association identifier specified',
);
