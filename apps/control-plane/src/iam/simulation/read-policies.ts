import { fail, ok, type Result } from '#libs/api-definition';
import { compilePolicy, parsePolicy, type CompiledPolicy, type PolicyKind } from '#libs/iam-policy';
import { invalidInput, noSuchPrincipal, type IdentityError } from '#libs/identity';
import { principals, type UnitOfWork } from '#libs/persistence';
import { policiesOfHolder } from '../../authorization/policies-of.js';

/** All texts of one call together: what is asked of a policy costs its length. */
const CHARACTERS_MAX = 400_000;

/** Policies of a list that a call brings along, named `PolicyInputList.1` and so on after the list. */
export function readPolicies(
  list: string,
  documents: readonly string[],
  kind: PolicyKind,
): Result<CompiledPolicy[], IdentityError> {
  if (documents.reduce((sum, { length }) => sum + length, 0) > CHARACTERS_MAX)
    return fail(invalidInput(`${list} is longer than ${CHARACTERS_MAX} characters.`));
  const compiled: CompiledPolicy[] = [];
  for (const [at, document] of documents.entries()) {
    const read = readPolicy(`${list}.${at + 1}`, document, kind);
    if (!read.ok) return read;
    compiled.push(read.value);
  }
  return ok(compiled);
}

/** A policy that a call brings along, by the name that results call it by. */
export function readPolicy(
  name: string,
  document: string,
  kind: PolicyKind,
): Result<CompiledPolicy, IdentityError> {
  const { policy, fault } = parsePolicy(document, kind);
  return policy ? ok(compilePolicy(policy, { name })) : fail(invalidInput(`${name}: ${fault}`));
}

const principalForm = /^arn:aws:iam::(\d{12}):(user|role)(\/(?:[\x21-\x7e]+\/)?)([\w+=,.@-]{1,64})$/;

/** What a user or a role of the account has, inline and attached. */
export async function policiesOfSource(
  uow: UnitOfWork,
  accountId: string,
  arn: string,
): Promise<Result<CompiledPolicy[], IdentityError>> {
  const [, account, kind, path, name] = principalForm.exec(arn) ?? [];
  if (name === undefined || (kind !== 'user' && kind !== 'role'))
    return fail(invalidInput(`ARN ${arn} is not valid: it must be of a user or a role.`));
  const found = account === accountId ? await principals.find(uow, accountId, kind, name) : undefined;
  return found?.path === path
    ? ok(await policiesOfHolder(uow, found!.id))
    : fail(noSuchPrincipal(kind, name));
}
