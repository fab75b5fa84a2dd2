import { fail, ok, vpcLinkNotFound, type Owner, type Result } from '#libs/api-definition';
import type { GetVpcLinkRequest, VpcLink } from '#libs/aws-wire';
import { vpcLinks, type UnitOfWork } from '#libs/persistence';
import { presentVpcLink } from './vpc-link.presenter.js';

/** GetVpcLink. */
export async function getVpcLink(
  uow: UnitOfWork,
  owner: Owner,
  { vpcLinkId }: GetVpcLinkRequest,
  nowMs: number,
): Promise<Result<VpcLink>> {
  const link = await vpcLinks.find(uow, owner, vpcLinkId, nowMs);
  return link ? ok(presentVpcLink(link, nowMs, { emptyTags: true })) : fail(vpcLinkNotFound);
}
