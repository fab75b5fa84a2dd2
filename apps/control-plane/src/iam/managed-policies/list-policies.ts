import { ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { awsManagedPolicies, policyArn, type IdentityError } from '#libs/identity';
import { attachedPolicies, managedPolicies, type ListPage, type UnitOfWork } from '#libs/persistence';
import { listPage, pageMembers } from '../lists.js';
import { presentAwsPolicy, presentPolicy } from './policies.presenter.js';

/** A policy with where it stands in the list: AWS's own first, each sort by name. */
interface Listed {
  readonly key: string;
  readonly shown: iam.Policy;
}

export async function listPolicies(
  uow: UnitOfWork,
  accountId: string,
  input: iam.ListPoliciesRequest,
): Promise<Result<iam.ListPoliciesResponse, IdentityError>> {
  const { Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter } = input;
  async function load(part: ListPage): Promise<readonly Listed[]> {
    // No policy is anybody's boundary.
    if (PolicyUsageFilter === 'PermissionsBoundary') return [];
    const aws = Scope === 'Local' ? [] : await awsPolicies(uow, accountId, input);
    const first = aws.filter(({ key }) => part.after === null || key > part.after).slice(0, part.count);
    const count = part.count - first.length;
    if (Scope === 'AWS' || count === 0) return first;
    const after = part.after?.startsWith(ownKeys) ? part.after.slice(ownKeys.length) : null;
    const filter = { pathPrefix: PathPrefix, onlyAttached: OnlyAttached };
    const own = await managedPolicies.list(uow, accountId, filter, { after, count });
    const counts = await attachedPolicies.counts(uow, accountId, own.map(policyArn));
    return [
      ...first,
      ...own.map((policy) => ({
        key: `${ownKeys}${policy.name}`,
        shown: presentPolicy(policy, counts.get(policyArn(policy)) ?? 0),
      })),
    ];
  }
  const page = await listPage(
    `policies ${Scope} ${OnlyAttached} ${PathPrefix}`,
    input,
    load,
    ({ key }) => key,
  );
  if (!page.ok) return page;
  return ok({ Policies: page.value.items.map(({ shown }) => shown), ...pageMembers(page.value) });
}

const awsKeys = 'aws/';
const ownKeys = 'own/';

async function awsPolicies(
  uow: UnitOfWork,
  accountId: string,
  { OnlyAttached = false, PathPrefix = '/' }: iam.ListPoliciesRequest,
): Promise<readonly Listed[]> {
  const arns = awsManagedPolicies.map(({ arn }) => arn);
  const counts = await attachedPolicies.counts(uow, accountId, arns);
  return awsManagedPolicies
    .filter(({ arn, path }) => path.startsWith(PathPrefix) && (!OnlyAttached || counts.has(arn)))
    .map((policy) => ({
      key: `${awsKeys}${policy.name}`,
      shown: presentAwsPolicy(policy, counts.get(policy.arn) ?? 0),
    }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}
