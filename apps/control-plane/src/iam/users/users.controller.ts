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
import { createUser } from './create-user.js';
import { getUser } from './get-user.js';
import { updateUser } from './update-user.js';
import { presentUser } from './users.presenter.js';

/** Binds the operations on users. */
@WireService(iam.service)
export class UsersController {
  constructor(
    private readonly work: IdentityWork,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(iam.CreateUser)
  create(@Caller() { owner }: CallerIdentity, @Input() input: iam.CreateUserRequest) {
    return this.work.write((uow, changed) => createUser(uow, changed, owner.accountId, input, this.now()));
  }

  @Operation(iam.GetUser)
  get(@Caller() { owner, principal }: CallerIdentity, @Input() input: iam.GetUserRequest) {
    return this.work.read((uow) => getUser(uow, owner.accountId, principal, input));
  }

  @Operation(iam.ListUsers)
  list(@Caller() { owner }: CallerIdentity, @Input() input: iam.ListUsersRequest) {
    return this.work.read(async (uow) => {
      const prefix = input.PathPrefix ?? '/';
      const page = await listPage(
        `users ${prefix}`,
        input,
        (part) => principals.list(uow, owner.accountId, 'user', prefix, part),
        ({ name }) => name,
      );
      return page.ok ? ok({ Users: page.value.items.map(presentUser), ...pageMembers(page.value) }) : page;
    });
  }

  @Operation(iam.UpdateUser)
  update(@Caller() { owner }: CallerIdentity, @Input() input: iam.UpdateUserRequest) {
    return this.work.write((uow, changed) => updateUser(uow, changed, owner.accountId, input));
  }

  @Operation(iam.DeleteUser)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: iam.DeleteUserRequest) {
    return this.work.write((uow, changed) =>
      deletePrincipal(uow, changed, owner.accountId, 'user', input.UserName),
    );
  }

  @Operation(iam.TagUser)
  tag(@Caller() caller: CallerIdentity, @Input() input: iam.TagUserRequest) {
    return this.work.write((uow, changed) => tagPrincipal(uow, changed, named(caller, input), input.Tags));
  }

  @Operation(iam.UntagUser)
  untag(@Caller() caller: CallerIdentity, @Input() input: iam.UntagUserRequest) {
    return this.work.write((uow, changed) =>
      untagPrincipal(uow, changed, named(caller, input), input.TagKeys),
    );
  }

  @Operation(iam.ListUserTags)
  listTags(@Caller() caller: CallerIdentity, @Input() input: iam.ListUserTagsRequest) {
    return this.work.read((uow) => listPrincipalTags(uow, named(caller, input), input));
  }

  /** There are no groups; tools ask before they delete a user. */
  @Operation(iam.ListGroupsForUser)
  listGroups(@Caller() { owner }: CallerIdentity, @Input() input: iam.ListGroupsForUserRequest) {
    return this.work.read(async (uow) => {
      const found = await findPrincipal(uow, owner.accountId, 'user', input.UserName);
      return found.ok ? ok({ Groups: [], IsTruncated: false }) : found;
    });
  }
}

const named = ({ owner }: CallerIdentity, { UserName }: { readonly UserName: string }): PrincipalName => ({
  accountId: owner.accountId,
  kind: 'user',
  name: UserName,
});
