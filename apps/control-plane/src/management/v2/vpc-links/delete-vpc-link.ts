import {
  checkHttpVpcLinkDeletion,
  fail,
  ok,
  vpcLinkNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpVpcLinks, type UnitOfWork } from '#libs/persistence';

/** DeleteVpcLink of version 2: the link is DELETING for a while, then gone. Asking again changes nothing. */
export async function deleteVpcLink(
  uow: UnitOfWork,
  owner: Owner,
  { vpcLinkId }: v2.DeleteVpcLinkRequest,
  nowMs: number,
): Promise<Result<v2.DeleteVpcLinkResponse>> {
  const link = await httpVpcLinks.lock(uow, owner, vpcLinkId, nowMs);
  if (!link) return fail(vpcLinkNotFound);
  if (link.deletingSinceMs !== null) return ok({});
  const free = checkHttpVpcLinkDeletion(vpcLinkId, await httpVpcLinks.referencesTo(uow, owner, vpcLinkId));
  if (!free.ok) return free;
  await httpVpcLinks.update(uow, { ...link, deletingSinceMs: nowMs });
  return ok({});
}
