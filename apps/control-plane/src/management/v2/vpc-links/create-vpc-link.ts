import { randomBytes } from 'node:crypto';
import { idLengths, newHttpVpcLink, newId, ok, type Owner, type Result } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpVpcLinks, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import { presentVpcLink } from './vpc-link.presenter.js';

/** CreateVpcLink of version 2: answers PENDING. */
export async function createVpcLink(
  uow: UnitOfWork,
  owner: Owner,
  input: v2.CreateVpcLinkRequest,
  limits: Limits,
  nowMs: number,
): Promise<Result<v2.CreateVpcLinkResponse>> {
  const vpcLinkId = newId(idLengths.httpVpcLink, randomBytes);
  const link = newHttpVpcLink(input, { owner, vpcLinkId, createdAtMs: nowMs });
  if (!link.ok) return link;
  await httpVpcLinks.removeGone(uow, nowMs);
  await httpVpcLinks.insert(uow, link.value);
  const within = await limits.require(uow, 'httpVpcLinks', owner);
  return within.ok ? ok(presentVpcLink(link.value, nowMs)) : within;
}
