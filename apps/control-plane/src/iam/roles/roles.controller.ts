import { Inject } from '@nestjs/common';
import { ok } from '#libs/api-definition';
import { iam } from '#libs/aws-wire';
import { principals } from '#libs/persistence';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { NOW, type Runtime } from '../../tokens.js';
import { IdentityWork } from '../identity-work.js';
import { listPage, pageMembers } from '../lists.js';
import { deletePrincipal } from '../principals/delete-principal.js';
import { findPrincipal } from '../principals/find-principal.js';
import { listPrincipalTags, tagPrincipal, untagPrincipal, type PrincipalName } from '../principals/tags.js';
import { createRole } from './create-role.js';
import { presentRole, presentTaggedRole } from './roles.presenter.js';
import { updateAssumeRolePolicy, updateRole } from './update-role.js';

/** Binds the operations on roles. */
@WireService(iam.service)
export class RolesController {
  constructor(
    private readonly work: IdentityWork,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(iam.CreateRole)
  create(@Caller() { owner }: CallerIdentity, @Input() input: iam.CreateRoleRequest) {
    return this.work.write((uow, changed) => createRole(uow, changed, owner.accountId, input, this.now()));
  }

  @Operation(iam.GetRole)
  get(@Caller() { owner }: CallerIdentity, @Input() input: iam.GetRoleRequest) {
    return this.work.read(async (uow) => {
      const found = await findPrincipal(uow, owner.accountId, 'role', input.RoleName);
      return found.ok ? ok({ Role: { ...presentTaggedRole(found.value), RoleLastUsed: {} } }) : found;
    });
  }

  @Operation(iam.ListRoles)
  list(@Caller() { owner }: CallerIdentity, @Input() input: iam.ListRolesRequest) {
    return this.work.read(async (uow) => {
      const prefix = input.PathPrefix ?? '/';
      const page = await listPage(
        `roles ${prefix}`,
        input,
        (part) => principals.list(uow, owner.accountId, 'role', prefix, part),
        ({ name }) => name,
      );
      return page.ok ? ok({ Roles: page.value.items.map(presentRole), ...pageMembers(page.value) }) : page;
    });
  }

  @Operation(iam.UpdateRole)
  update(@Caller() { owner }: CallerIdentity, @Input() input: iam.UpdateRoleRequest) {
    return this.work.write((uow, changed) => updateRole(uow, changed, owner.accountId, input));
  }

  @Operation(iam.UpdateAssumeRolePolicy)
  updateTrust(@Caller() { owner }: CallerIdentity, @Input() input: iam.UpdateAssumeRolePolicyRequest) {
    return this.work.write((uow, changed) => updateAssumeRolePolicy(uow, changed, owner.accountId, input));
  }

  @Operation(iam.DeleteRole)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: iam.DeleteRoleRequest) {
    return this.work.write((uow, changed) =>
      deletePrincipal(uow, changed, owner.accountId, 'role', input.RoleName),
    );
  }

  @Operation(iam.TagRole)
  tag(@Caller() caller: CallerIdentity, @Input() input: iam.TagRoleRequest) {
    return this.work.write((uow, changed) => tagPrincipal(uow, changed, named(caller, input), input.Tags));
  }

  @Operation(iam.UntagRole)
  untag(@Caller() caller: CallerIdentity, @Input() input: iam.UntagRoleRequest) {
    return this.work.write((uow, changed) =>
      untagPrincipal(uow, changed, named(caller, input), input.TagKeys),
    );
  }

  @Operation(iam.ListRoleTags)
  listTags(@Caller() caller: CallerIdentity, @Input() input: iam.ListRoleTagsRequest) {
    return this.work.read((uow) => listPrincipalTags(uow, named(caller, input), input));
  }

  /** There are no instance profiles; tools ask before they delete a role. */
  @Operation(iam.ListInstanceProfilesForRole)
  listProfiles(@Caller() { owner }: CallerIdentity, @Input() input: iam.ListInstanceProfilesForRoleRequest) {
    return this.work.read(async (uow) => {
      const found = await findPrincipal(uow, owner.accountId, 'role', input.RoleName);
      return found.ok ? ok({ InstanceProfiles: [], IsTruncated: false }) : found;
    });
  }
}

const named = ({ owner }: CallerIdentity, { RoleName }: { readonly RoleName: string }): PrincipalName => ({
  accountId: owner.accountId,
  kind: 'role',
  name: RoleName,
});
