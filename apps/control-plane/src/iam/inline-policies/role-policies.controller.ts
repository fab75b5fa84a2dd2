import { ok } from '#libs/api-definition';
import { iam } from '#libs/aws-wire';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { IdentityWork } from '../identity-work.js';
import { pageMembers } from '../lists.js';
import type { PrincipalName } from '../principals/tags.js';
import {
  deleteInlinePolicy,
  getInlinePolicy,
  listInlinePolicies,
  putInlinePolicy,
} from './inline-policies.js';

/** Binds the operations on the policies of one role alone. */
@WireService(iam.service)
export class RolePoliciesController {
  constructor(private readonly work: IdentityWork) {}

  @Operation(iam.PutRolePolicy)
  put(@Caller() caller: CallerIdentity, @Input() input: iam.PutRolePolicyRequest) {
    const policy = { name: input.PolicyName, document: input.PolicyDocument };
    return this.work.write((uow, changed) => putInlinePolicy(uow, changed, named(caller, input), policy));
  }

  @Operation(iam.GetRolePolicy)
  get(@Caller() caller: CallerIdentity, @Input() input: iam.GetRolePolicyRequest) {
    return this.work.read(async (uow) => {
      const found = await getInlinePolicy(uow, named(caller, input), input.PolicyName);
      return found.ok ? ok({ RoleName: input.RoleName, ...found.value }) : found;
    });
  }

  @Operation(iam.ListRolePolicies)
  list(@Caller() caller: CallerIdentity, @Input() input: iam.ListRolePoliciesRequest) {
    return this.work.read(async (uow) => {
      const page = await listInlinePolicies(uow, named(caller, input), input);
      return page.ok ? ok({ PolicyNames: [...page.value.items], ...pageMembers(page.value) }) : page;
    });
  }

  @Operation(iam.DeleteRolePolicy)
  delete(@Caller() caller: CallerIdentity, @Input() input: iam.DeleteRolePolicyRequest) {
    return this.work.write((uow, changed) =>
      deleteInlinePolicy(uow, changed, named(caller, input), input.PolicyName),
    );
  }
}

const named = ({ owner }: CallerIdentity, input: { readonly RoleName: string }): PrincipalName => ({
  accountId: owner.accountId,
  kind: 'role',
  name: input.RoleName,
});
