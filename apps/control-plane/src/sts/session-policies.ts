import { sts, validationFailed } from '#libs/aws-wire';
import { parsePolicy } from '#libs/iam-policy';
import { findAwsManagedPolicy, parsePolicyArn, type Role } from '#libs/identity';
import { managedPolicies, policyVersions, type UnitOfWork } from '#libs/persistence';
import { WireException } from '../http/wire-exception.js';

/** STS API Reference: AssumeRole. */
const policyCharsMax = 2048;
const policyArnsMax = 10;

/**
 * The documents that a session is held to, null when none were given. Managed policies count as they stand
 * now: a session carries them with it.
 *
 * @throws WireException for what is no policy, or not there.
 */
export async function sessionPolicies(
  uow: UnitOfWork,
  { accountId }: Role,
  { Policy, PolicyArns = [] }: sts.AssumeRoleRequest,
): Promise<readonly string[] | null> {
  if (Policy === undefined && PolicyArns.length === 0) return null;
  if (Policy !== undefined && Policy.length > policyCharsMax) throw tooMuch(Policy, 'policy', policyCharsMax);
  if (PolicyArns.length > policyArnsMax)
    throw tooMuch(`[${PolicyArns.map(({ arn }) => arn).join(', ')}]`, 'policyArns', policyArnsMax);
  const fault = Policy === undefined ? undefined : parsePolicy(Policy, 'session').fault;
  if (fault !== undefined) throw new WireException(sts.serviceError('MalformedPolicyDocument', fault));
  const managed: string[] = [];
  for (const { arn = '' } of PolicyArns) {
    const document = await managedDocument(uow, accountId, arn);
    if (document === undefined)
      throw new WireException(
        validationFailed(`The policy ${arn} does not exist or is not of this account.`),
      );
    managed.push(document);
  }
  return Policy === undefined ? managed : [Policy, ...managed];
}

async function managedDocument(uow: UnitOfWork, accountId: string, arn: string): Promise<string | undefined> {
  const named = parsePolicyArn(arn);
  if (named?.accountId === 'aws') return findAwsManagedPolicy(arn)?.document;
  if (named?.accountId !== accountId) return undefined;
  const policy = await managedPolicies.find(uow, accountId, named.name);
  if (policy?.path !== named.path) return undefined;
  return (await policyVersions.find(uow, policy.id, policy.defaultVersion))?.document;
}

const tooMuch = (value: string, member: string, max: number): WireException =>
  new WireException(
    validationFailed(
      `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ` +
        `Member must have length less than or equal to ${max}`,
    ),
  );
