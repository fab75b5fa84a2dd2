import { randomBytes } from 'node:crypto';
import {
  createVpcLink as decideVpcLink,
  idLengths,
  newId,
  ok,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { CreateVpcLinkRequest, VpcLink } from '#libs/aws-wire';
import { vpcLinks, type UnitOfWork } from '#libs/persistence';
import { presentVpcLink } from './vpc-link.presenter.js';

/** CreateVpcLink: answers PENDING. */
export async function createVpcLink(
  uow: UnitOfWork,
  owner: Owner,
  input: CreateVpcLinkRequest,
  nowMs: number,
): Promise<Result<VpcLink>> {
  const created = decideVpcLink(input, { owner, id: newId(idLengths.other, randomBytes), nowMs });
  if (!created.ok) return created;
  await vpcLinks.removeGone(uow, nowMs);
  await vpcLinks.insert(uow, created.value);
  return ok(presentVpcLink(created.value, nowMs));
}
