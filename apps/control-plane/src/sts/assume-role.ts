import { accessDenied, sts, validationFailed, type WireError } from '#libs/aws-wire';
import { addTags, type Role } from '#libs/identity';
import type { UnitOfWork } from '#libs/persistence';
import { packedPolicySize, type SessionSeal } from '#libs/session-tokens';
import type { Circumstances } from '../authorization/circumstances.js';
import type { CallerIdentity } from '../http/management-request.js';
import { WireException } from '../http/wire-exception.js';
import { findRole, isRoleArn } from './find-role.js';
import { mayAssume } from './may-assume.js';
import { newSession } from './new-session.js';
import { sessionPolicies } from './session-policies.js';
import { readSessionTags } from './session-tags.js';

/** STS API Reference: AssumeRole. */
const defaultSeconds = 3_600;
const chainedSecondsMax = 3_600;

/** Credentials of a role, for whom its trust policy and their own policies let have them. */
export async function assumeRole(
  uow: UnitOfWork,
  seal: SessionSeal,
  caller: CallerIdentity,
  input: sts.AssumeRoleRequest,
  circumstances: Circumstances,
  nowMs: number,
): Promise<sts.AssumeRoleResponse> {
  const refused = refusalOf(caller, input);
  if (refused) throw new WireException(refused);
  const tags = readSessionTags(caller, input);
  const sourceIdentity = caller.session?.sourceIdentity ?? input.SourceIdentity ?? null;
  const actions = [
    'sts:AssumeRole',
    ...(tags.session.length > 0 ? ['sts:TagSession'] : []),
    ...(sourceIdentity === null ? [] : ['sts:SetSourceIdentity']),
  ];
  const role = await findRole(uow, input.RoleArn);
  // Nobody learns here which roles there are.
  if (!role || !(await mayAssume(uow, caller, role, actions, input, circumstances, nowMs)))
    throw new WireException(
      accessDenied(
        `User: ${caller.principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
      ),
    );
  const durationSeconds = durationOf(caller, role, input);
  const policies = await sessionPolicies(uow, role, input);
  const packedSize = packedPolicySize(policies, tags.session);
  if (packedSize > 100)
    throw new WireException(
      sts.serviceError(
        'PackedPolicyTooLarge',
        `Packed policy consumes ${packedSize}% of allotted space, please use smaller policy.`,
      ),
    );
  const session = `${role.name}/${input.RoleSessionName}`;
  const principal = {
    type: 'assumed-role' as const,
    arn: `arn:aws:sts::${role.accountId}:assumed-role/${session}`,
    id: `${role.id}:${input.RoleSessionName}`,
    name: role.name,
    tags: tagsOver(role, tags.session),
  };
  const facts = { accountId: role.accountId, principal, policies, sourceIdentity, isOperator: false };
  return {
    Credentials: newSession(
      seal,
      { ...facts, transitiveTagKeys: tags.transitiveKeys },
      { nowMs, durationSeconds },
    ),
    AssumedRoleUser: { AssumedRoleId: principal.id, Arn: principal.arn },
    PackedPolicySize: policies !== null || tags.session.length > 0 ? packedSize : undefined,
    SourceIdentity: sourceIdentity ?? undefined,
  };
}

/** What needs no role to be refused. */
function refusalOf({ principal, session }: CallerIdentity, input: sts.AssumeRoleRequest): WireError | null {
  if (principal.type === 'root') return accessDenied('Roles may not be assumed by root accounts.');
  if (!isRoleArn(input.RoleArn)) return validationFailed(`${input.RoleArn} is invalid`);
  if (input.SerialNumber !== undefined || input.TokenCode !== undefined)
    return accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code.');
  if (input.ProvidedContexts !== undefined && input.ProvidedContexts.length > 0)
    return validationFailed('ProvidedContexts cannot be given: there is no provider of contexts.');
  const set = session?.sourceIdentity ?? null;
  if (set !== null && input.SourceIdentity !== undefined && input.SourceIdentity !== set)
    return accessDenied('The source identity of a session cannot be changed.');
  return null;
}

function durationOf(
  { principal }: CallerIdentity,
  { maxSessionSeconds }: Role,
  { DurationSeconds = defaultSeconds }: sts.AssumeRoleRequest,
): number {
  if (principal.type === 'assumed-role' && DurationSeconds > chainedSecondsMax)
    throw new WireException(
      validationFailed(
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      ),
    );
  if (DurationSeconds > maxSessionSeconds)
    throw new WireException(
      validationFailed('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'),
    );
  return DurationSeconds;
}

/** The role's tags, and over them those of the session. */
function tagsOver({ tags }: Role, sessionTags: Parameters<typeof addTags>[1]) {
  const all = addTags(tags, sessionTags);
  if (!all.ok) throw new WireException(validationFailed(all.error.message));
  return all.value;
}
