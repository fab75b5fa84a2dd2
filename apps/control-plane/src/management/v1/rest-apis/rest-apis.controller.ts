import { Controller, Inject, Req } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { ImportAuthorization } from '../../../authorization/import-authorization.js';
import { NOW, type Runtime } from '../../../tokens.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import { orThrow } from '../../../http/domain-exception.js';
import type { CallerIdentity, ManagementRequest } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { DocumentImports } from '../../document-imports/document-imports.js';
import { createRestApi } from './create-rest-api.js';
import { deleteRestApi } from './delete-rest-api.js';
import { getRestApi } from './get-rest-api.js';
import { getRestApis } from './get-rest-apis.js';
import { importRestApi, readRestApi } from './import-rest-api.js';
import { PutRestApi } from './put-rest-api.js';
import { updateRestApi } from './update-rest-api.js';

@Controller()
export class RestApisController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(NOW) private readonly now: Runtime['now'],
    private readonly documents: DocumentImports,
    private readonly putRestApi: PutRestApi,
    private readonly authorization: ImportAuthorization,
  ) {}

  @Operation(v1.CreateRestApi)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateRestApiRequest) {
    return this.work.write((uow) => createRestApi(uow, owner, input, this.limits, this.now()));
  }

  @Operation(v1.GetRestApi)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetRestApiRequest) {
    return this.work.read((uow) => getRestApi(uow, owner, input));
  }

  @Operation(v1.GetRestApis)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetRestApisRequest) {
    return this.work.read((uow) => getRestApis(uow, owner, input));
  }

  @Operation(v1.UpdateRestApi)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateRestApiRequest) {
    return this.work.write((uow, publish) => updateRestApi(uow, publish, owner, input, this.limits));
  }

  @Operation(v1.DeleteRestApi)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteRestApiRequest) {
    return this.work.write((uow, publish) => deleteRestApi(uow, publish, owner, input));
  }

  @Operation(v1.ImportRestApi)
  async import(
    @Req() request: ManagementRequest,
    @Caller() { owner }: CallerIdentity,
    @Input() input: v1.ImportRestApiRequest,
  ) {
    const described = orThrow(await readRestApi(owner, input, this.now(), this.documents));
    const { restApi, imported } = described;
    await this.authorization.require(request, {
      operation: 'ImportRestApi',
      restApi,
      tree: imported.tree,
      hasPolicy: imported.settings.policy !== undefined,
      existing: null,
    });
    return this.work.write((uow) => importRestApi(uow, described, this.limits, this.now()));
  }

  @Operation(v1.PutRestApi)
  put(
    @Req() request: ManagementRequest,
    @Caller() { owner }: CallerIdentity,
    @Input() input: v1.PutRestApiRequest,
  ) {
    return this.putRestApi.run(owner, input, (imported, uow) =>
      this.authorization.require(request, imported, uow),
    );
  }
}
