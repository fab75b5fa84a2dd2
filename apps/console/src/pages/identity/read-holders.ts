import { allPages } from '../../wire/all-pages.js';
import { ListEntitiesForPolicy } from '../../wire/generated/iam.js';
import { role, user, type Principal } from './principal.js';

/** Users and roles that a policy is attached to, of all pages. */
export async function readHolders(arn: string, signal?: AbortSignal): Promise<Principal[]> {
  const input = { PolicyArn: arn, MaxItems: 1000 };
  const holders: Principal[] = [];
  for await (const { PolicyUsers = [], PolicyRoles = [] } of allPages(
    ListEntitiesForPolicy,
    input,
    signal && { signal },
  )) {
    holders.push(...PolicyUsers.map(({ UserName = '' }) => user(UserName)));
    holders.push(...PolicyRoles.map(({ RoleName = '' }) => role(RoleName)));
  }
  return holders;
}
