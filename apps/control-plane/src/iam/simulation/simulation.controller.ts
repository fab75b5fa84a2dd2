import { ok, type Result } from '#libs/api-definition';
import { iam } from '#libs/aws-wire';
import { contextKeysOf, type CompiledPolicy } from '#libs/iam-policy';
import type { IdentityError } from '#libs/identity';
import type { UnitOfWork } from '#libs/persistence';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { IdentityWork } from '../identity-work.js';
import { orRefuse } from '../or-refuse.js';
import { policiesOfSource, readPolicies } from './read-policies.js';
import { readSimulation } from './read-simulation.js';
import { simulatePolicies } from './simulate-policies.js';

/** Binds the operations that say what policies would decide. Nothing is read while they decide. */
@WireService(iam.service)
export class SimulationController {
  constructor(private readonly work: IdentityWork) {}

  @Operation(iam.SimulateCustomPolicy)
  async simulateCustom(@Input() input: iam.SimulateCustomPolicyRequest): Promise<iam.SimulatePolicyResponse> {
    const policies = orRefuse(readPolicies('PolicyInputList', input.PolicyInputList, 'identity'));
    return orRefuse(await simulatePolicies(orRefuse(readSimulation(input, policies, {})), input));
  }

  @Operation(iam.SimulatePrincipalPolicy)
  async simulatePrincipal(
    @Caller() { owner }: CallerIdentity,
    @Input() input: iam.SimulatePrincipalPolicyRequest,
  ): Promise<iam.SimulatePolicyResponse> {
    const policies = await this.work.read((uow) => allPolicies(uow, owner.accountId, input));
    const callerArn = input.PolicySourceArn;
    return orRefuse(await simulatePolicies(orRefuse(readSimulation(input, policies, { callerArn })), input));
  }

  @Operation(iam.GetContextKeysForCustomPolicy)
  getCustomKeys(
    @Input() input: iam.GetContextKeysForCustomPolicyRequest,
  ): iam.GetContextKeysForPolicyResponse {
    return keysOf(orRefuse(readPolicies('PolicyInputList', input.PolicyInputList, 'identity')));
  }

  @Operation(iam.GetContextKeysForPrincipalPolicy)
  async getPrincipalKeys(
    @Caller() { owner }: CallerIdentity,
    @Input() input: iam.GetContextKeysForPrincipalPolicyRequest,
  ): Promise<iam.GetContextKeysForPolicyResponse> {
    return keysOf(await this.work.read((uow) => allPolicies(uow, owner.accountId, input)));
  }
}

/** What the principal has, and what the call brings along. */
async function allPolicies(
  uow: UnitOfWork,
  accountId: string,
  input: { readonly PolicySourceArn: string; readonly PolicyInputList?: readonly string[] },
): Promise<Result<CompiledPolicy[], IdentityError>> {
  const given = readPolicies('PolicyInputList', input.PolicyInputList ?? [], 'identity');
  if (!given.ok) return given;
  const own = await policiesOfSource(uow, accountId, input.PolicySourceArn);
  return own.ok ? ok([...own.value, ...given.value]) : own;
}

const keysOf = (policies: readonly CompiledPolicy[]): iam.GetContextKeysForPolicyResponse => ({
  ContextKeyNames: contextKeysOf(policies.map(({ source }) => source)),
});
