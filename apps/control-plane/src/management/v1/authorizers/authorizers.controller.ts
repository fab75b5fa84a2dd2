import { Controller, Headers } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Limits } from '../../../definition/limits.js';
import { TestInvoker } from '../../../test-invocations/test-invoker.js';
import { Caller } from '../../../http/caller.decorator.js';
import { orThrow } from '../../../http/domain-exception.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { createAuthorizer } from './create-authorizer.js';
import { deleteAuthorizer } from './delete-authorizer.js';
import { getAuthorizer } from './get-authorizer.js';
import { getAuthorizers } from './get-authorizers.js';
import { authorizerTest, presentAuthorizerTest } from './test-invoke-authorizer.js';
import { updateAuthorizer } from './update-authorizer.js';

/** Binds the operations on Authorizers. */
@Controller()
export class AuthorizersController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    private readonly testInvoker: TestInvoker,
  ) {}

  @Operation(v1.CreateAuthorizer)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateAuthorizerRequest) {
    return this.work.write((uow) => createAuthorizer(uow, owner, input, this.limits));
  }

  @Operation(v1.GetAuthorizer)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetAuthorizerRequest) {
    return this.work.read((uow) => getAuthorizer(uow, owner, input));
  }

  @Operation(v1.GetAuthorizers)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetAuthorizersRequest) {
    return this.work.read((uow) => getAuthorizers(uow, owner, input));
  }

  @Operation(v1.UpdateAuthorizer)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateAuthorizerRequest) {
    return this.work.write((uow) => updateAuthorizer(uow, owner, input));
  }

  @Operation(v1.DeleteAuthorizer)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteAuthorizerRequest) {
    return this.work.write((uow) => deleteAuthorizer(uow, owner, input));
  }

  @Operation(v1.TestInvokeAuthorizer)
  async test(
    @Caller() caller: CallerIdentity,
    @Input() input: v1.TestInvokeAuthorizerRequest,
    @Headers('user-agent') userAgent: string | undefined,
  ) {
    const client = { ...caller, userAgent: userAgent ?? null };
    return orThrow(
      presentAuthorizerTest(await this.testInvoker.run((uow) => authorizerTest(uow, client, input))),
    );
  }
}
