import { Controller } from '@nestjs/common';
import {
  checkHttpAuthorizerDeletion,
  fail,
  httpAuthorizerNotFound,
  ok,
  type HttpAuthorizer,
  type Result,
} from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { httpAuthorizers, httpRoutes } from '#libs/persistence';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { BelowApi } from '../below-api/below-api.js';
import { pageOf } from '../page-of.js';
import { presentAuthorizer } from './authorizer.presenter.js';
import { createAuthorizer } from './create-authorizer.js';
import { resetAuthorizersCache } from './reset-authorizers-cache.js';
import { updateAuthorizer } from './update-authorizer.js';

/** Authorizers of HTTP and WebSocket APIs. */
@Controller()
export class AuthorizersV2Controller {
  constructor(
    private readonly belowApi: BelowApi,
    private readonly limits: Limits,
  ) {}

  @Operation(v2.CreateAuthorizer)
  create(@Caller() caller: CallerIdentity, @Input() input: v2.CreateAuthorizerRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api) =>
      createAuthorizer(uow, api, input, this.limits),
    );
  }

  @Operation(v2.GetAuthorizer)
  get(@Caller() caller: CallerIdentity, @Input() { apiId, authorizerId }: v2.GetAuthorizerRequest) {
    return this.belowApi.read(caller, apiId, async (uow): Promise<Result<v2.GetAuthorizerResponse>> => {
      const authorizer = await httpAuthorizers.find(uow, { apiId }, authorizerId);
      return authorizer ? ok(presentAuthorizer(authorizer)) : fail(httpAuthorizerNotFound);
    });
  }

  @Operation(v2.GetAuthorizers)
  list(@Caller() caller: CallerIdentity, @Input() input: v2.GetAuthorizersRequest) {
    return this.belowApi.read(caller, input.apiId, async (uow, { apiId }) => {
      const { items, nextToken } = await pageOf(
        input,
        (page) => httpAuthorizers.list(uow, { apiId }, page),
        ({ authorizerId }: HttpAuthorizer) => authorizerId,
      );
      return ok<v2.GetAuthorizersResponse>({ items: items.map(presentAuthorizer), nextToken });
    });
  }

  @Operation(v2.UpdateAuthorizer)
  update(@Caller() caller: CallerIdentity, @Input() input: v2.UpdateAuthorizerRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api) => updateAuthorizer(uow, api, input));
  }

  @Operation(v2.DeleteAuthorizer)
  delete(@Caller() caller: CallerIdentity, @Input() { apiId, authorizerId }: v2.DeleteAuthorizerRequest) {
    return this.belowApi.write(caller, apiId, async (uow): Promise<Result<void>> => {
      const authorizer = await httpAuthorizers.find(uow, { apiId }, authorizerId);
      if (!authorizer) return fail(httpAuthorizerNotFound);
      const unused = checkHttpAuthorizerDeletion(authorizer, await httpRoutes.all(uow, { apiId }));
      if (!unused.ok) return unused;
      await httpAuthorizers.remove(uow, { apiId }, authorizerId);
      return ok(undefined);
    });
  }

  @Operation(v2.ResetAuthorizersCache)
  resetCache(@Caller() caller: CallerIdentity, @Input() input: v2.ResetAuthorizersCacheRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api, publish) =>
      resetAuthorizersCache(uow, publish, api, input),
    );
  }
}
