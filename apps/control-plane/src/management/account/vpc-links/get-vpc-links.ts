import { ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { vpcLinks, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentVpcLink } from './vpc-link.presenter.js';

/** GetVpcLinks. */
export async function getVpcLinks(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetVpcLinksRequest,
  nowMs: number,
): Promise<Result<v1.VpcLinks>> {
  const { items, position } = await page(
    input,
    (listPage) => vpcLinks.list(uow, owner, listPage, nowMs),
    ({ id }) => id,
  );
  return ok({ item: items.map((link) => presentVpcLink(link, nowMs)), position });
}
