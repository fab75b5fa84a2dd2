import { ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { addTags, removeTags, type IdentityError, type PrincipalKind, type Tag } from '#libs/identity';
import { principals, type UnitOfWork } from '#libs/persistence';
import type { Changed } from '../identity-work.js';
import { listWhole, pageMembers, type ListInput } from '../lists.js';
import { findPrincipal, lockPrincipal } from './find-principal.js';

export const toTags = (tags: readonly iam.Tag[] = []): readonly Tag[] =>
  tags.map(({ Key: key, Value: value }) => ({ key, value }));

export const presentTags = (tags: readonly Tag[]): iam.Tag[] =>
  tags.map(({ key: Key, value: Value }) => ({ Key, Value }));

/** TagUser, TagRole. */
export const tagPrincipal = (
  uow: UnitOfWork,
  changed: Changed,
  of: PrincipalName,
  added: readonly iam.Tag[],
): Promise<Result<void, IdentityError>> =>
  changeTags(uow, changed, of, (tags) => addTags(tags, toTags(added)));

/** UntagUser, UntagRole. */
export const untagPrincipal = (
  uow: UnitOfWork,
  changed: Changed,
  of: PrincipalName,
  keys: readonly string[],
): Promise<Result<void, IdentityError>> => changeTags(uow, changed, of, (tags) => ok(removeTags(tags, keys)));

/** ListUserTags, ListRoleTags. */
export async function listPrincipalTags(
  uow: UnitOfWork,
  { accountId, kind, name }: PrincipalName,
  input: ListInput,
): Promise<Result<iam.ListUserTagsResponse, IdentityError>> {
  const found = await findPrincipal(uow, accountId, kind, name);
  if (!found.ok) return found;
  const page = await listWhole(`tags/${kind}`, input, found.value.tags);
  return page.ok ? ok({ Tags: presentTags(page.value.items), ...pageMembers(page.value) }) : page;
}

/** A user or a role as operations name it. */
export interface PrincipalName {
  readonly accountId: string;
  readonly kind: PrincipalKind;
  readonly name: string;
}

async function changeTags(
  uow: UnitOfWork,
  changed: Changed,
  { accountId, kind, name }: PrincipalName,
  change: (tags: readonly Tag[]) => Result<readonly Tag[], IdentityError>,
): Promise<Result<void, IdentityError>> {
  const found = await lockPrincipal(uow, accountId, kind, name);
  if (!found.ok) return found;
  const tags = change(found.value.tags);
  if (!tags.ok) return tags;
  await principals.update(uow, { ...found.value, tags: tags.value });
  changed({ kind: 'principal', accountId, id: found.value.id });
  return ok(undefined);
}
