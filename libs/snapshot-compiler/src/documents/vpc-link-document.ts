import type { VpcLink } from '#libs/api-definition';
import { documentNames, sealDocument, type SealedDocument } from '#libs/snapshot-format';

/** The document of a VPC link. */
export function vpcLinkDocument({ id, owner, targetArns }: VpcLink): SealedDocument {
  return sealDocument('vpc-link', documentNames.vpcLink(id), {
    accountId: owner.accountId,
    region: owner.region,
    vpcLinkId: id,
    targetArns,
  });
}
