import type { PrincipalKind } from '#libs/identity';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { AttachedPolicyEntity } from './attached-policy.entity.js';

/** Which managed policies users and roles have. Writes come under the principal's lock. */
export const attachedPolicies = { arnsOf, documentsOf, principalIdsOf, counts, entitiesOf, attach, detach };

/** Somebody who has a policy. */
export interface PolicyEntity {
  readonly kind: PrincipalKind;
  readonly id: string;
  readonly name: string;
}

/** The ARNs of what a principal has, in their order; few, since their number is limited. */
async function arnsOf(uow: UnitOfWork, principalId: string): Promise<string[]> {
  const rows = await repositoryOf(uow, AttachedPolicyEntity).find({
    where: { principalId },
    order: { policyArn: 'ASC' },
  });
  return rows.map(({ policyArn }) => policyArn);
}

/**
 * What a principal's attached policies say, by the version that is in force. `document` is null for AWS's
 * own, whose texts are in no table.
 */
async function documentsOf(
  uow: UnitOfWork,
  principalId: string,
): Promise<{ readonly arn: string; readonly document: string | null }[]> {
  return query(
    uow,
    `SELECT a.policy_arn AS arn, v.document FROM iam_attached_policies a
       LEFT JOIN iam_policies p ON p.id = a.policy_id
       LEFT JOIN iam_policy_versions v ON v.policy_id = p.id AND v.number = p.default_version
      WHERE a.principal_id = $1 ORDER BY a.policy_arn`,
    [principalId],
  );
}

/** Everybody who has the policy, in whatever account. */
async function principalIdsOf(uow: UnitOfWork, arn: string): Promise<string[]> {
  const rows = await repositoryOf(uow, AttachedPolicyEntity).find({
    where: { policyArn: arn },
    order: { principalId: 'ASC' },
  });
  return rows.map(({ principalId }) => principalId);
}

/** How many principals of the account have each of the policies; those that nobody has are left out. */
async function counts(
  uow: UnitOfWork,
  accountId: string,
  arns: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await query<{ arn: string; count: number }>(
    uow,
    `SELECT a.policy_arn AS arn, count(*)::integer AS count
       FROM iam_attached_policies a JOIN iam_principals p ON p.id = a.principal_id
      WHERE a.policy_arn = ANY ($1) AND p.account_id = $2 GROUP BY 1`,
    [arns, accountId],
  );
  return new Map(rows.map(({ arn, count }) => [arn, count]));
}

/** Who of the account has the policy: by kind and name; those whose path begins so. */
async function entitiesOf(
  uow: UnitOfWork,
  accountId: string,
  arn: string,
  filter: { readonly kinds: readonly PrincipalKind[]; readonly pathPrefix: string },
  page: ListPage,
): Promise<PolicyEntity[]> {
  return query(
    uow,
    `SELECT p.kind, p.id, p.name FROM iam_attached_policies a JOIN iam_principals p ON p.id = a.principal_id
      WHERE a.policy_arn = $1 AND p.account_id = $2 AND p.kind = ANY ($3) AND p.path ^@ $4
        AND (p.kind || '/' || p.name) COLLATE "C" > $5
      ORDER BY (p.kind || '/' || p.name) COLLATE "C" LIMIT $6`,
    [arn, accountId, filter.kinds, filter.pathPrefix, page.after ?? '', page.count],
  );
}

/** Nothing happens when the principal has it already. `policyId` is null for AWS's own policies. */
async function attach(
  uow: UnitOfWork,
  principalId: string,
  policy: { readonly arn: string; readonly policyId: string | null },
): Promise<void> {
  await query(
    uow,
    `INSERT INTO iam_attached_policies (principal_id, policy_arn, policy_id) VALUES ($1, $2, $3)
     ON CONFLICT DO NOTHING`,
    [principalId, policy.arn, policy.policyId],
  );
}

/** Whether the principal had it. */
async function detach(uow: UnitOfWork, principalId: string, policyArn: string): Promise<boolean> {
  return (await repositoryOf(uow, AttachedPolicyEntity).delete({ principalId, policyArn })).affected === 1;
}
