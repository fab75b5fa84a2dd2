import type { DomainNameAccessAssociation } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';

/** An access association as AWS shows it. */
export const presentAccessAssociation = ({
  arn,
  domainNameArn,
  sourceType,
  source,
  tags,
}: DomainNameAccessAssociation): v1.DomainNameAccessAssociation => ({
  domainNameAccessAssociationArn: arn,
  domainNameArn,
  // The binding admits AWS's words alone.
  accessAssociationSourceType: sourceType as v1.DomainNameAccessAssociation['accessAssociationSourceType'],
  accessAssociationSource: source,
  tags: Object.keys(tags).length > 0 ? { ...tags } : undefined,
});
