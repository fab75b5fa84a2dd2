import { ok, type Owner, type Result } from '#libs/api-definition';
import type { GetVpcLinksRequest, VpcLinks } from '#libs/aws-wire';
import { vpcLinks, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentVpcLink } from './vpc-link.presenter.js';

/** GetVpcLinks. */
export async function getVpcLinks(
  uow: UnitOfWork,
  owner: Owner,
  input: GetVpcLinksRequest,
  nowMs: number,
): Promise<Result<VpcLinks>> {
  const { items, position } = await page(
    input,
    (listPage) => vpcLinks.list(uow, owner, listPage, nowMs),
    ({ id }) => id,
  );
  return ok({ item: items.map((link) => presentVpcLink(link, nowMs)), position });
}
