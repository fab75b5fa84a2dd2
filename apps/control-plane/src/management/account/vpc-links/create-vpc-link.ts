import { randomBytes } from 'node:crypto';
import {
  createVpcLink as decideVpcLink,
  idLengths,
  newId,
  ok,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { vpcLinks, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import type { Limits } from '../../../definition/limits.js';
import { presentVpcLink } from './vpc-link.presenter.js';

/**
 * CreateVpcLink: answers PENDING. Gateways know the link by then, so that it is there when a client sees it
 * AVAILABLE.
 */
export async function createVpcLink(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.CreateVpcLinkRequest,
  limits: Limits,
  nowMs: number,
): Promise<Result<v1.VpcLink>> {
  const created = decideVpcLink(input, { owner, id: newId(idLengths.other, randomBytes), nowMs });
  if (!created.ok) return created;
  await vpcLinks.removeGone(uow, nowMs);
  await vpcLinks.insert(uow, created.value);
  const within = await limits.require(uow, 'vpcLinks', owner);
  if (!within.ok) return within;
  await publish(owner, 'publish-vpc-link', { vpcLinkId: created.value.id });
  return ok(presentVpcLink(created.value, nowMs));
}
