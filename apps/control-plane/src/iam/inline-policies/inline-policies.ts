import { fail, ok, type Result } from '#libs/api-definition';
import {
  checkInlinePolicies,
  noSuchInlinePolicy,
  type IdentityError,
  type InlinePolicy,
  type Page,
} from '#libs/identity';
import { inlinePolicies, type UnitOfWork } from '#libs/persistence';
import type { Changed } from '../identity-work.js';
import { listPage, type ListInput } from '../lists.js';
import { checkDocument, encodeDocument } from '../policy-documents.js';
import { findPrincipal, lockPrincipal } from '../principals/find-principal.js';
import type { PrincipalName } from '../principals/tags.js';

/** Makes it, or gives it another text. That there is such a principal is asked first, as IAM does. */
export async function putInlinePolicy(
  uow: UnitOfWork,
  changed: Changed,
  { accountId, kind, name }: PrincipalName,
  policy: InlinePolicy,
): Promise<Result<void, IdentityError>> {
  const found = await lockPrincipal(uow, accountId, kind, name);
  if (!found.ok) return found;
  const checked = checkDocument(policy.document, 'identity');
  if (!checked.ok) return checked;
  const others = (await inlinePolicies.all(uow, found.value.id)).filter(
    (other) => other.name !== policy.name,
  );
  const tooMuch = checkInlinePolicies(
    found.value,
    [...others, policy].map(({ document }) => document),
  );
  if (tooMuch) return fail(tooMuch);
  await inlinePolicies.put(uow, found.value.id, policy);
  changed({ kind: 'principal', accountId, id: found.value.id });
  return ok(undefined);
}

/** The document percent-encoded, as IAM gives it. */
export async function getInlinePolicy(
  uow: UnitOfWork,
  { accountId, kind, name }: PrincipalName,
  policyName: string,
): Promise<Result<{ PolicyName: string; PolicyDocument: string }, IdentityError>> {
  const found = await findPrincipal(uow, accountId, kind, name);
  if (!found.ok) return found;
  const policy = await inlinePolicies.find(uow, found.value.id, policyName);
  if (!policy) return fail(noSuchInlinePolicy(kind, policyName));
  return ok({ PolicyName: policyName, PolicyDocument: encodeDocument(policy.document) });
}

/** Their names. */
export async function listInlinePolicies(
  uow: UnitOfWork,
  { accountId, kind, name }: PrincipalName,
  input: ListInput,
): Promise<Result<Page<string>, IdentityError>> {
  const found = await findPrincipal(uow, accountId, kind, name);
  if (!found.ok) return found;
  return listPage(
    `inline policies/${kind}`,
    input,
    (part) => inlinePolicies.listNames(uow, found.value.id, part),
    (policyName) => policyName,
  );
}

export async function deleteInlinePolicy(
  uow: UnitOfWork,
  changed: Changed,
  { accountId, kind, name }: PrincipalName,
  policyName: string,
): Promise<Result<void, IdentityError>> {
  const found = await lockPrincipal(uow, accountId, kind, name);
  if (!found.ok) return found;
  if (!(await inlinePolicies.remove(uow, found.value.id, policyName)))
    return fail(noSuchInlinePolicy(kind, policyName));
  changed({ kind: 'principal', accountId, id: found.value.id });
  return ok(undefined);
}
