import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ok, type Result } from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { ImportAuthorization } from '../../../authorization/import-authorization.js';
import { Limits } from '../../../definition/limits.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { orThrow } from '../../../http/domain-exception.js';
import type { CallerIdentity, ManagementRequest } from '../../../http/management-request.js';
import { CONFIG, NOW, type Runtime } from '../../../tokens.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { DocumentImports } from '../../document-imports/document-imports.js';
import { presentApi } from '../apis/api.presenter.js';
import { exportApi } from './export-api.js';
import { importApi, readApi } from './import-api.js';
import { ReimportApi } from './reimport-api.js';

/** HTTP APIs from documents of OpenAPI 3.0, and as such. */
@Controller()
export class HttpImportsController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    private readonly documents: DocumentImports,
    private readonly authorization: ImportAuthorization,
    private readonly reimportApi: ReimportApi,
    @Inject(CONFIG) private readonly config: Runtime['config'],
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v2.ImportApi)
  async import(
    @Req() request: ManagementRequest,
    @Caller() caller: CallerIdentity,
    @Input() input: v2.ImportApiRequest,
  ) {
    const nowMs = this.now();
    const described = orThrow(await readApi(caller.owner, input, nowMs, this.documents));
    const { api: made, imported } = described;
    const { parts } = imported;
    await this.authorization.requireHttp(request, {
      operation: 'ImportApi',
      api: made,
      parts,
      existing: null,
    });
    return this.work.write(async (uow, publish): Promise<Result<v2.ImportApiResponse>> => {
      const api = await importApi({ uow, publish, caller, nowMs }, described, this.limits);
      return api.ok ? ok(presentApi(api.value, this.config)) : api;
    });
  }

  @Operation(v2.ReimportApi)
  async reimport(
    @Req() request: ManagementRequest,
    @Caller() caller: CallerIdentity,
    @Input() input: v2.ReimportApiRequest,
  ): Promise<v2.ReimportApiResponse> {
    const api = await this.reimportApi.run(caller, input, (imported, uow) =>
      this.authorization.requireHttp(request, imported, uow),
    );
    return presentApi(api, this.config);
  }

  /** The response is the document itself: its raw body. */
  @Operation(v2.ExportApi)
  async export(
    @Caller() { owner }: CallerIdentity,
    @Input() input: v2.ExportApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { contentType, body } = await this.work.readConsistently((uow) => exportApi(uow, owner, input));
    reply.header('Content-Type', contentType);
    return body;
  }
}
