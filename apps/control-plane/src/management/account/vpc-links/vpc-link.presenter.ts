import { vpcLinkStatus, type VpcLink } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';

/**
 * A VPC link as AWS shows it; get and update responses show `{}` where there are no tags (recorded: VPC
 * links).
 */
export function presentVpcLink(link: VpcLink, nowMs: number, { emptyTags = false } = {}): v1.VpcLink {
  const status = vpcLinkStatus(link, nowMs);
  return {
    id: link.id,
    name: link.name,
    description: link.description ?? undefined,
    targetArns: [...link.targetArns],
    // One that ends between the query and now was there when it was asked for.
    status: status === 'GONE' ? 'DELETING' : status,
    statusMessage: status === 'AVAILABLE' ? 'Your vpc link is ready for use' : undefined,
    tags: emptyTags || Object.keys(link.tags).length > 0 ? { ...link.tags } : undefined,
  };
}
