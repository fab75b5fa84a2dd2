import { iam } from '#libs/aws-wire';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { IdentityWork } from '../identity-work.js';
import { attachPolicy, detachPolicy, listAttachedPolicies } from './attachments.js';
import { listEntitiesForPolicy } from './list-entities-for-policy.js';

/** Binds the operations on who has which managed policies. */
@WireService(iam.service)
export class AttachmentsController {
  constructor(private readonly work: IdentityWork) {}

  @Operation(iam.AttachUserPolicy)
  attachToUser(@Caller() { owner }: CallerIdentity, @Input() input: iam.AttachUserPolicyRequest) {
    const to = { accountId: owner.accountId, kind: 'user', name: input.UserName } as const;
    return this.work.write((uow, changed) => attachPolicy(uow, changed, to, input.PolicyArn));
  }

  @Operation(iam.DetachUserPolicy)
  detachFromUser(@Caller() { owner }: CallerIdentity, @Input() input: iam.DetachUserPolicyRequest) {
    const from = { accountId: owner.accountId, kind: 'user', name: input.UserName } as const;
    return this.work.write((uow, changed) => detachPolicy(uow, changed, from, input.PolicyArn));
  }

  @Operation(iam.ListAttachedUserPolicies)
  listOfUser(@Caller() { owner }: CallerIdentity, @Input() input: iam.ListAttachedUserPoliciesRequest) {
    const of = { accountId: owner.accountId, kind: 'user', name: input.UserName } as const;
    return this.work.read((uow) => listAttachedPolicies(uow, of, input));
  }

  @Operation(iam.AttachRolePolicy)
  attachToRole(@Caller() { owner }: CallerIdentity, @Input() input: iam.AttachRolePolicyRequest) {
    const to = { accountId: owner.accountId, kind: 'role', name: input.RoleName } as const;
    return this.work.write((uow, changed) => attachPolicy(uow, changed, to, input.PolicyArn));
  }

  @Operation(iam.DetachRolePolicy)
  detachFromRole(@Caller() { owner }: CallerIdentity, @Input() input: iam.DetachRolePolicyRequest) {
    const from = { accountId: owner.accountId, kind: 'role', name: input.RoleName } as const;
    return this.work.write((uow, changed) => detachPolicy(uow, changed, from, input.PolicyArn));
  }

  @Operation(iam.ListAttachedRolePolicies)
  listOfRole(@Caller() { owner }: CallerIdentity, @Input() input: iam.ListAttachedRolePoliciesRequest) {
    const of = { accountId: owner.accountId, kind: 'role', name: input.RoleName } as const;
    return this.work.read((uow) => listAttachedPolicies(uow, of, input));
  }

  @Operation(iam.ListEntitiesForPolicy)
  listEntities(@Caller() { owner }: CallerIdentity, @Input() input: iam.ListEntitiesForPolicyRequest) {
    return this.work.read((uow) => listEntitiesForPolicy(uow, owner.accountId, input));
  }
}
