import { fail, ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { awsPrincipal, type CompiledPolicy, type Simulation } from '#libs/iam-policy';
import { invalidInput, type IdentityError } from '#libs/identity';
import { readPolicies, readPolicy } from './read-policies.js';

/** Pairs of an action and a resource that one simulation may be about. */
const PAIRS_MAX = 10_000;

/** What both operations take, once it is known whose policies these are. */
export function readSimulation(
  input: Omit<iam.SimulatePrincipalPolicyRequest, 'PolicySourceArn'>,
  policies: readonly CompiledPolicy[],
  defaults: { readonly callerArn?: string },
): Result<Simulation, IdentityError> {
  const { ActionNames: actions, ResourceArns: resources = ['*'], ResourceHandlingOption } = input;
  if (actions.length * resources.length > PAIRS_MAX)
    return fail(invalidInput(`A simulation may be about ${PAIRS_MAX} actions on resources at most.`));
  // Scenarios of EC2, which is not here.
  if (ResourceHandlingOption !== undefined)
    return fail(invalidInput('ResourceHandlingOption is for actions of EC2 alone.'));

  const boundaries = readPolicies(
    'PermissionsBoundaryPolicyInputList',
    input.PermissionsBoundaryPolicyInputList ?? [],
    'identity',
  );
  if (!boundaries.ok) return boundaries;
  if (boundaries.value.length > 1)
    return fail(invalidInput('There can be one permissions boundary at most.'));
  const resourcePolicy = input.ResourcePolicy
    ? readPolicy('ResourcePolicy', input.ResourcePolicy, 'resource')
    : ok(null);
  if (!resourcePolicy.ok) return resourcePolicy;
  const callerArn = input.CallerArn ?? defaults.callerArn;
  // API reference: SimulateCustomPolicy, CallerArn.
  if (resourcePolicy.value && callerArn === undefined)
    return fail(invalidInput('CallerArn is required together with ResourcePolicy.'));
  const owner = accountOf(input.ResourceOwner);

  return ok({
    policies,
    boundary: boundaries.value[0] ?? null,
    resourcePolicy: resourcePolicy.value,
    ...(owner !== undefined && { resourceAccountId: owner }),
    ...(callerArn !== undefined && { caller: awsPrincipal(callerArn) }),
    actions,
    resources,
    context: (input.ContextEntries ?? []).map((entry) => ({
      key: entry.ContextKeyName ?? '',
      values: entry.ContextKeyValues ?? [],
      isList: entry.ContextKeyType?.endsWith('List') ?? false,
    })),
  });
}

/** Given by its id or by the ARN of its root. */
const accountOf = (owner: string | undefined): string | undefined =>
  owner && (/^arn:aws:iam::(\d{12}):root$/.exec(owner)?.[1] ?? owner);
