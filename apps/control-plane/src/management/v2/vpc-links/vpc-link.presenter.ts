import { vpcLinkStatus, type HttpVpcLink } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';

/** A VPC link as version 2 shows it. */
export function presentVpcLink(link: HttpVpcLink, nowMs: number): v2.VpcLink {
  const status = vpcLinkStatus(link, nowMs);
  return {
    vpcLinkId: link.vpcLinkId,
    name: link.name,
    subnetIds: [...link.subnetIds],
    securityGroupIds: [...link.securityGroupIds],
    createdDate: new Date(link.createdAtMs).toISOString(),
    // One that ends between the query and now was there when it was asked for.
    vpcLinkStatus: status === 'GONE' ? 'DELETING' : status,
    vpcLinkStatusMessage: status === 'AVAILABLE' ? 'VPC link is ready to route traffic' : undefined,
    vpcLinkVersion: 'V2',
    tags: { ...link.tags },
  };
}
