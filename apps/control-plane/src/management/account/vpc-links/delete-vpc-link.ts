import {
  checkHttpVpcLinkDeletion,
  checkVpcLinkDeletion,
  fail,
  ok,
  vpcLinkNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { httpVpcLinks, vpcLinks, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';

/**
 * DeleteVpcLink: the link is DELETING for a while, then gone; gateways go through it no more from the
 * response on. Asking again meanwhile changes nothing.
 */
export async function deleteVpcLink(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { vpcLinkId }: v1.DeleteVpcLinkRequest,
  nowMs: number,
): Promise<Result<void>> {
  const link = await vpcLinks.lock(uow, owner, vpcLinkId, nowMs);
  if (!link) return fail(vpcLinkNotFound);
  if (link.deletingSinceMs !== null) return ok(undefined);
  const free = checkVpcLinkDeletion(vpcLinkId, await vpcLinks.referencesTo(uow, owner, vpcLinkId));
  if (!free.ok) return free;
  // WebSocket APIs go through links of this kind, too.
  const ofRoutes = checkHttpVpcLinkDeletion(
    vpcLinkId,
    await httpVpcLinks.referencesTo(uow, owner, vpcLinkId),
  );
  if (!ofRoutes.ok) return ofRoutes;
  await vpcLinks.update(uow, { ...link, deletingSinceMs: nowMs });
  await publish(owner, 'publish-vpc-link', { vpcLinkId });
  return ok(undefined);
}
