import { principalArn, type Role } from '#libs/identity';
import { principals, type UnitOfWork } from '#libs/persistence';

const form = /^arn:aws:iam::(\d{12}):role\/(?:[\x21-\x7e]+\/)?([\w+=,.@-]{1,64})$/;

/** Whether a text is the ARN of a role, of one that is there or not. */
export const isRoleArn = (arn: string): boolean => form.test(arn);

/** By its whole ARN, its path too. */
export async function findRole(uow: UnitOfWork, arn: string): Promise<Role | undefined> {
  const [, accountId, name] = form.exec(arn) ?? [];
  if (accountId === undefined || name === undefined) return undefined;
  const role = await principals.find(uow, accountId, 'role', name);
  return role && principalArn(role) === arn ? role : undefined;
}
