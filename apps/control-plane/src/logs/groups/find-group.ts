import type { Owner } from '#libs/api-definition';
import { logGroups, type LogGroup, type UnitOfWork } from '#libs/persistence';
import { noSuchGroup } from '../refusals.js';
import { groupNamed, type GroupNaming } from './group-named.js';

/** A group with its name. @throws WireException when there is none. */
export async function findGroup(uow: UnitOfWork, owner: Owner, naming: GroupNaming): Promise<LogGroup> {
  const group = await logGroups.find(uow, owner, groupNamed(owner, naming));
  if (!group) throw noSuchGroup();
  return group;
}
