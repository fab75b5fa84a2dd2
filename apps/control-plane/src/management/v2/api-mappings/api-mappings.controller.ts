import { Controller } from '@nestjs/common';
import {
  apiMappingNotFound,
  domainNameNotFound,
  fail,
  NO_BASE_PATH,
  ok,
  type BasePathMapping,
  type DomainName,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { basePathMappings, domainNames, type UnitOfWork } from '#libs/persistence';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { pageOf } from '../page-of.js';
import { createApiMapping } from './create-api-mapping.js';
import { presentApiMapping } from './api-mapping.presenter.js';
import { updateApiMapping } from './update-api-mapping.js';

/** API mappings: what version 1 calls base path mappings, of several segments too. */
@Controller()
export class ApiMappingsController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @Operation(v2.CreateApiMapping)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v2.CreateApiMappingRequest) {
    return this.work.write((uow, publish) => createApiMapping(uow, publish, owner, input));
  }

  @Operation(v2.GetApiMapping)
  get(@Caller() { owner }: CallerIdentity, @Input() { domainName, apiMappingId }: v2.GetApiMappingRequest) {
    return this.work.read(async (uow): Promise<Result<v2.GetApiMappingResponse>> => {
      const domain = await findDomain(uow, owner, domainName);
      if (!domain) return fail(domainNameNotFound);
      const mapping = await basePathMappings.findById(uow, domain.id, apiMappingId);
      return mapping ? ok(presentApiMapping(mapping)) : fail(apiMappingNotFound);
    });
  }

  @Operation(v2.GetApiMappings)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v2.GetApiMappingsRequest) {
    return this.work.read(async (uow): Promise<Result<v2.GetApiMappingsResponse>> => {
      const domain = await findDomain(uow, owner, input.domainName);
      if (!domain) return fail(domainNameNotFound);
      const { items, nextToken } = await pageOf(
        input,
        (page) => basePathMappings.list(uow, domain.id, page),
        ({ basePath }: BasePathMapping) => basePath,
      );
      return ok({ items: items.map(presentApiMapping), nextToken });
    });
  }

  @Operation(v2.UpdateApiMapping)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v2.UpdateApiMappingRequest) {
    return this.work.write((uow, publish) => updateApiMapping(uow, publish, owner, input));
  }

  @Operation(v2.DeleteApiMapping)
  delete(
    @Caller() { owner }: CallerIdentity,
    @Input() { domainName, apiMappingId }: v2.DeleteApiMappingRequest,
  ) {
    return this.work.write(async (uow, publish): Promise<Result<void>> => {
      const domain = await domainNames.lock(uow, owner, { domainName, domainNameId: null });
      if (!domain) return fail(domainNameNotFound);
      const mapping = await basePathMappings.findById(uow, domain.id, apiMappingId);
      if (!mapping) return fail(apiMappingNotFound);
      await basePathMappings.remove(uow, domain.id, mapping.basePath || NO_BASE_PATH);
      await publish(owner, 'publish-domain-name', { domainId: domain.id });
      return ok(undefined);
    });
  }
}

const findDomain = (uow: UnitOfWork, owner: Owner, domainName: string): Promise<DomainName | undefined> =>
  domainNames.find(uow, owner, { domainName, domainNameId: null });
