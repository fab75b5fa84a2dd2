import { Inject } from '@nestjs/common';
import { iam } from '#libs/aws-wire';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { NOW, type Runtime } from '../../tokens.js';
import { IdentityWork } from '../identity-work.js';
import { createPolicy } from './create-policy.js';
import { deletePolicy } from './delete-policy.js';
import { getPolicy } from './get-policy.js';
import { listPolicies } from './list-policies.js';
import { createPolicyVersion, deletePolicyVersion, setDefaultPolicyVersion } from './policy-versions.js';
import { getPolicyVersion, listPolicyVersions } from './show-policy-versions.js';

/** Binds the operations on managed policies and their versions. */
@WireService(iam.service)
export class PoliciesController {
  constructor(
    private readonly work: IdentityWork,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(iam.CreatePolicy)
  create(@Caller() { owner }: CallerIdentity, @Input() input: iam.CreatePolicyRequest) {
    return this.work.write((uow) => createPolicy(uow, owner.accountId, input, this.now()));
  }

  @Operation(iam.GetPolicy)
  get(@Caller() { owner }: CallerIdentity, @Input() input: iam.GetPolicyRequest) {
    return this.work.read((uow) => getPolicy(uow, owner.accountId, input));
  }

  @Operation(iam.ListPolicies)
  list(@Caller() { owner }: CallerIdentity, @Input() input: iam.ListPoliciesRequest) {
    return this.work.read((uow) => listPolicies(uow, owner.accountId, input));
  }

  @Operation(iam.DeletePolicy)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: iam.DeletePolicyRequest) {
    return this.work.write((uow) => deletePolicy(uow, owner.accountId, input));
  }

  @Operation(iam.CreatePolicyVersion)
  createVersion(@Caller() { owner }: CallerIdentity, @Input() input: iam.CreatePolicyVersionRequest) {
    return this.work.write((uow, changed) =>
      createPolicyVersion(uow, changed, owner.accountId, input, this.now()),
    );
  }

  @Operation(iam.GetPolicyVersion)
  getVersion(@Caller() { owner }: CallerIdentity, @Input() input: iam.GetPolicyVersionRequest) {
    return this.work.read((uow) => getPolicyVersion(uow, owner.accountId, input));
  }

  @Operation(iam.ListPolicyVersions)
  listVersions(@Caller() { owner }: CallerIdentity, @Input() input: iam.ListPolicyVersionsRequest) {
    return this.work.read((uow) => listPolicyVersions(uow, owner.accountId, input));
  }

  @Operation(iam.SetDefaultPolicyVersion)
  setDefault(@Caller() { owner }: CallerIdentity, @Input() input: iam.SetDefaultPolicyVersionRequest) {
    return this.work.write((uow, changed) =>
      setDefaultPolicyVersion(uow, changed, owner.accountId, input, this.now()),
    );
  }

  @Operation(iam.DeletePolicyVersion)
  deleteVersion(@Caller() { owner }: CallerIdentity, @Input() input: iam.DeletePolicyVersionRequest) {
    return this.work.write((uow) => deletePolicyVersion(uow, owner.accountId, input));
  }
}
