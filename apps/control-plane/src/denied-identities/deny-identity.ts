import {
  deniedIdentitiesMax,
  denyIdentity as checkDeniedIdentity,
  fail,
  ok,
  tooManyDeniedIdentities,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { deniedIdentities, type UnitOfWork } from '#libs/persistence';
import { digest } from '#libs/snapshot-format';
import type { Publish } from '../definition/publish.js';
import type { DeniedIdentity, DenyIdentityRequest } from './denied-identities.dto.js';
import { presentDeniedIdentity } from './present-denied-identity.js';

/** Refuses an identity on every gateway; the same identity again moves its time. */
export async function denyIdentity(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { type, value, until }: DenyIdentityRequest,
  nowMs: number,
): Promise<Result<DeniedIdentity>> {
  const { accountId } = owner;
  // Made from what it names: however often and from wherever the call comes, it is one entry.
  const id = digest(JSON.stringify([accountId, type, value])).slice(0, 32);
  const checked = checkDeniedIdentity({ id, accountId, type, value, untilMs: Date.parse(until) }, nowMs);
  if (!checked.ok) return checked;
  const within = await deniedIdentities.put(uow, checked.value, deniedIdentitiesMax);
  if (!within) return fail(tooManyDeniedIdentities);
  await publish(owner, 'publish-denied-identity', { deniedIdentityId: id });
  return ok(presentDeniedIdentity(checked.value));
}
