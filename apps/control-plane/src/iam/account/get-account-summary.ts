import { ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { inlinePolicySizeMax, otherQuotas, quotas, type IdentityError } from '#libs/identity';
import { accessKeys, managedPolicies, policyVersions, principals, type UnitOfWork } from '#libs/persistence';

/** How much of everything the account has and may have; of what is not served, none. */
export async function getAccountSummary(
  uow: UnitOfWork,
  accountId: string,
): Promise<Result<iam.GetAccountSummaryResponse, IdentityError>> {
  const rootKeys = await accessKeys.count(uow, { accountId, userId: null });
  const SummaryMap: Partial<Record<string, number>> = {
    Users: await principals.count(uow, accountId, 'user'),
    UsersQuota: quotas.UsersPerAccount,
    Roles: await principals.count(uow, accountId, 'role'),
    RolesQuota: quotas.RolesPerAccount,
    Policies: await managedPolicies.count(uow, accountId),
    PoliciesQuota: quotas.PoliciesPerAccount,
    PolicyVersionsInUse: await policyVersions.count(uow, accountId),
    PolicyVersionsInUseQuota: otherQuotas.PolicyVersionsInUse,
    VersionsPerPolicyQuota: quotas.VersionsPerPolicy,
    PolicySizeQuota: quotas.PolicySize,
    AssumeRolePolicySizeQuota: quotas.ACLSizePerRole,
    UserPolicySizeQuota: inlinePolicySizeMax.user,
    RolePolicySizeQuota: inlinePolicySizeMax.role,
    AttachedPoliciesPerUserQuota: quotas.PoliciesPerUser,
    AttachedPoliciesPerRoleQuota: quotas.PoliciesPerRole,
    AccessKeysPerUserQuota: quotas.AccessKeysPerUser,
    AccountAccessKeysPresent: rootKeys > 0 ? 1 : 0,
    AccountPasswordPresent: 0,
    AccountSigningCertificatesPresent: 0,
    AccountMFAEnabled: 0,
    Groups: 0,
    GroupsQuota: otherQuotas.Groups,
    GroupsPerUserQuota: otherQuotas.GroupsPerUser,
    InstanceProfiles: 0,
    Providers: 0,
    ServerCertificates: 0,
    MFADevices: 0,
    MFADevicesInUse: 0,
  };
  return ok({ SummaryMap: SummaryMap as Record<string, number> });
}
