import { fail, ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { noSuchPolicyVersion, type IdentityError, type PolicyVersion } from '#libs/identity';
import { policyVersions, type UnitOfWork } from '#libs/persistence';
import { listWhole, pageMembers } from '../lists.js';
import { findPolicy, type FoundPolicy } from './find-policy.js';
import { presentVersion, presentVersionWithDocument } from './policies.presenter.js';

export async function getPolicyVersion(
  uow: UnitOfWork,
  accountId: string,
  { PolicyArn, VersionId }: iam.GetPolicyVersionRequest,
): Promise<Result<iam.GetPolicyVersionResponse, IdentityError>> {
  const found = await versionsOf(uow, accountId, PolicyArn);
  if (!found.ok) return found;
  const { versions, defaultVersion } = found.value;
  const version = versions.find(({ number }) => `v${number}` === VersionId);
  if (!version) return fail(noSuchPolicyVersion(PolicyArn, VersionId));
  return ok({ PolicyVersion: presentVersionWithDocument(version, defaultVersion) });
}

export async function listPolicyVersions(
  uow: UnitOfWork,
  accountId: string,
  input: iam.ListPolicyVersionsRequest,
): Promise<Result<iam.ListPolicyVersionsResponse, IdentityError>> {
  const found = await versionsOf(uow, accountId, input.PolicyArn);
  if (!found.ok) return found;
  const { versions, defaultVersion } = found.value;
  const page = await listWhole(`versions ${input.PolicyArn}`, input, versions);
  if (!page.ok) return page;
  const Versions = page.value.items.map((version) => presentVersion(version, defaultVersion));
  return ok({ Versions, ...pageMembers(page.value) });
}

interface Versions {
  /** Newest first. */
  readonly versions: readonly PolicyVersion[];
  readonly defaultVersion: number;
}

async function versionsOf(
  uow: UnitOfWork,
  accountId: string,
  arn: string,
): Promise<Result<Versions, IdentityError>> {
  const found = await findPolicy(uow, accountId, arn);
  return found.ok ? ok(await load(uow, found.value)) : found;
}

async function load(uow: UnitOfWork, { own, aws }: FoundPolicy): Promise<Versions> {
  if (aws) return { versions: [{ number: 1, ...aws }], defaultVersion: 1 };
  return { versions: await policyVersions.all(uow, own.id), defaultVersion: own.defaultVersion };
}
