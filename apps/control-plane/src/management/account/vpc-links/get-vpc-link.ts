import { fail, ok, vpcLinkNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { vpcLinks, type UnitOfWork } from '#libs/persistence';
import { presentVpcLink } from './vpc-link.presenter.js';

/** GetVpcLink. */
export async function getVpcLink(
  uow: UnitOfWork,
  owner: Owner,
  { vpcLinkId }: v1.GetVpcLinkRequest,
  nowMs: number,
): Promise<Result<v1.VpcLink>> {
  const link = await vpcLinks.find(uow, owner, vpcLinkId, nowMs);
  return link ? ok(presentVpcLink(link, nowMs, { emptyTags: true })) : fail(vpcLinkNotFound);
}
