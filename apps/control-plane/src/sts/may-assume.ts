import { awsPrincipal, decide, decideAccess } from '#libs/iam-policy';
import { principalArn, type Role } from '#libs/identity';
import type { sts } from '#libs/aws-wire';
import { principals, type UnitOfWork } from '#libs/persistence';
import { policyHolderOf } from '#libs/session-tokens';
import { callContext } from '../authorization/call-context.js';
import type { Circumstances } from '../authorization/circumstances.js';
import type { ContextValues } from '../authorization/context-values.js';
import { compiled } from '../authorization/compiled.js';
import { policiesOf } from '../authorization/policies-of.js';
import type { CallerIdentity } from '../http/management-request.js';

/**
 * Whether the role's trust policy and the caller's own policies let the caller do all of this with the role.
 * The trust policy must always allow it; where it means the caller by the account alone, or the role is of
 * another account, the caller's own must too (IAM User Guide: Policy evaluation logic).
 */
export async function mayAssume(
  uow: UnitOfWork,
  caller: CallerIdentity,
  role: Role,
  actions: readonly string[],
  input: sts.AssumeRoleRequest,
  circumstances: Circumstances,
  nowMs: number,
): Promise<boolean> {
  const resource = principalArn(role);
  const trust = compiled(resource, role.trustPolicy, 'trust');
  const policies = {
    ...(await policiesOf(uow, caller)),
    resource: trust,
    resourceAccountId: role.accountId,
  };
  const request = {
    resource,
    principal: awsPrincipal(caller.principal.arn),
    contextValue: callContext(caller, await arnOf(uow, caller), circumstances, nowMs, contextOf(input)),
  };
  return actions.every(
    (action) =>
      decide([trust], { ...request, action }).effect === 'allow' &&
      decideAccess(policies, { ...request, action }).effect === 'allow',
  );
}

/** Keys of STS's own (Service Authorization Reference: AWS Security Token Service). */
function contextOf(input: sts.AssumeRoleRequest): ContextValues {
  const { ExternalId, RoleSessionName, SourceIdentity, Tags = [], TransitiveTagKeys } = input;
  return {
    'sts:externalid': ExternalId,
    'sts:rolesessionname': RoleSessionName,
    'sts:sourceidentity': SourceIdentity,
    'sts:transitivetagkeys': TransitiveTagKeys,
    'aws:tagkeys': Tags.length > 0 ? Tags.map(({ Key }) => Key) : undefined,
    ...Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:requesttag/${Key.toLowerCase()}`, Value])),
  };
}

async function arnOf(uow: UnitOfWork, { principal }: CallerIdentity): Promise<string> {
  if (principal.type !== 'assumed-role') return principal.arn;
  const role = await principals.findById(uow, policyHolderOf(principal) ?? '');
  return role ? principalArn(role) : principal.arn;
}
