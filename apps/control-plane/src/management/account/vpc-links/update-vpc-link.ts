import { fail, ok, patchVpcLink, vpcLinkNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { vpcLinks, type UnitOfWork } from '#libs/persistence';
import { presentVpcLink } from './vpc-link.presenter.js';

/** UpdateVpcLink: name and description. */
export async function updateVpcLink(
  uow: UnitOfWork,
  owner: Owner,
  { vpcLinkId, patchOperations }: v1.UpdateVpcLinkRequest,
  nowMs: number,
): Promise<Result<v1.VpcLink>> {
  const before = await vpcLinks.lock(uow, owner, vpcLinkId, nowMs);
  if (!before) return fail(vpcLinkNotFound);
  const patched = patchVpcLink(before, patchOperations);
  if (!patched.ok) return patched;
  await vpcLinks.update(uow, patched.value);
  return ok(presentVpcLink(patched.value, nowMs, { emptyTags: true }));
}
