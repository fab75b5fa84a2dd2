import { fail, ok, type Result } from '#libs/api-definition';
import {
  findAwsManagedPolicy,
  invalidInput,
  notAttachable,
  parsePolicyArn,
  policyIsAwsOwn,
  type AwsManagedPolicy,
  type IdentityError,
  type ManagedPolicy,
} from '#libs/identity';
import { managedPolicies, type UnitOfWork } from '#libs/persistence';

/** A policy by its ARN: the account's own, or one of AWS's, which every account has. */
export type FoundPolicy =
  | { readonly own: ManagedPolicy; readonly aws?: undefined }
  | { readonly aws: AwsManagedPolicy; readonly own?: undefined };

/** `hold` keeps it from being deleted until the transaction ends. */
export async function findPolicy(
  uow: UnitOfWork,
  accountId: string,
  arn: string,
  how: 'find' | 'hold' = 'find',
): Promise<Result<FoundPolicy, IdentityError>> {
  const aws = findAwsManagedPolicy(arn);
  if (aws) return ok({ aws });
  const named = parsePolicyArn(arn);
  if (!named) return fail(notAnArn(arn));
  if (named.accountId !== accountId) return fail(notAttachable(arn));
  const own = await managedPolicies[how](uow, accountId, named.name);
  return own?.path === named.path ? ok({ own }) : fail(notAttachable(arn));
}

/** One of the account's own, which nobody else can change until the transaction ends. */
export async function lockPolicy(
  uow: UnitOfWork,
  accountId: string,
  arn: string,
): Promise<Result<ManagedPolicy, IdentityError>> {
  const named = parsePolicyArn(arn);
  if (!named) return fail(notAnArn(arn));
  if (named.accountId === 'aws') return fail(policyIsAwsOwn(arn));
  if (named.accountId !== accountId) return fail(notAttachable(arn));
  const own = await managedPolicies.lock(uow, accountId, named.name);
  return own?.path === named.path ? ok(own) : fail(notAttachable(arn));
}

const notAnArn = (arn: string): IdentityError => invalidInput(`ARN ${arn} is not valid.`);
