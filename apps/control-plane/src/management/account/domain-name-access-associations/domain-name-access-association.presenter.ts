import type { DomainNameAccessAssociation as Definition } from '#libs/api-definition';
import type { DomainNameAccessAssociation } from '#libs/aws-wire';

/** An access association as AWS shows it. */
export const presentAccessAssociation = ({
  arn,
  domainNameArn,
  sourceType,
  source,
  tags,
}: Definition): DomainNameAccessAssociation => ({
  domainNameAccessAssociationArn: arn,
  domainNameArn,
  // The binding admits AWS's words alone.
  accessAssociationSourceType: sourceType as DomainNameAccessAssociation['accessAssociationSourceType'],
  accessAssociationSource: source,
  tags: Object.keys(tags).length > 0 ? { ...tags } : undefined,
});
