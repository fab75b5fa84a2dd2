import type { PolicyVersion } from '#libs/identity';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { PolicyVersionEntity } from './policy-version.entity.js';

/** Versions of a managed policy, a few. Writes come under the policy's lock. */
export const policyVersions = { find, all, count, insert, remove };

async function find(uow: UnitOfWork, policyId: string, number: number): Promise<PolicyVersion | undefined> {
  const row = await repositoryOf(uow, PolicyVersionEntity).findOneBy({ policyId, number });
  return row ? toVersion(row) : undefined;
}

/** Newest first, as IAM lists them. */
async function all(uow: UnitOfWork, policyId: string): Promise<PolicyVersion[]> {
  const rows = await repositoryOf(uow, PolicyVersionEntity).find({
    where: { policyId },
    order: { number: 'DESC' },
  });
  return rows.map(toVersion);
}

/** Of all policies of an account. */
async function count(uow: UnitOfWork, accountId: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    uow,
    `SELECT count(*)::integer AS count FROM iam_policy_versions v JOIN iam_policies p ON p.id = v.policy_id
      WHERE p.account_id = $1`,
    [accountId],
  );
  return row?.count ?? 0;
}

async function insert(uow: UnitOfWork, policyId: string, version: PolicyVersion): Promise<void> {
  const { number, document, createdAtMs } = version;
  const row = { policyId, number, document, createdAt: new Date(createdAtMs) };
  await repositoryOf(uow, PolicyVersionEntity).insert(row);
}

/** Whether there was one. */
async function remove(uow: UnitOfWork, policyId: string, number: number): Promise<boolean> {
  return (await repositoryOf(uow, PolicyVersionEntity).delete({ policyId, number })).affected === 1;
}

const toVersion = ({ number, document, createdAt }: PolicyVersionEntity): PolicyVersion => ({
  number,
  document,
  createdAtMs: createdAt.getTime(),
});
