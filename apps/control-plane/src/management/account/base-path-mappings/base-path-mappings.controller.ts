import { Controller } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { createBasePathMapping } from './create-base-path-mapping.js';
import { deleteBasePathMapping } from './delete-base-path-mapping.js';
import { getBasePathMapping } from './get-base-path-mapping.js';
import { getBasePathMappings } from './get-base-path-mappings.js';
import { updateBasePathMapping } from './update-base-path-mapping.js';

/** Binds the operations on base path mappings. */
@Controller()
export class BasePathMappingsController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @Operation(v1.CreateBasePathMapping)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateBasePathMappingRequest) {
    return this.work.write((uow, publish) => createBasePathMapping(uow, publish, owner, input));
  }

  @Operation(v1.GetBasePathMapping)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetBasePathMappingRequest) {
    return this.work.read((uow) => getBasePathMapping(uow, owner, input));
  }

  @Operation(v1.GetBasePathMappings)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetBasePathMappingsRequest) {
    return this.work.read((uow) => getBasePathMappings(uow, owner, input));
  }

  @Operation(v1.UpdateBasePathMapping)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateBasePathMappingRequest) {
    return this.work.write((uow, publish) => updateBasePathMapping(uow, publish, owner, input));
  }

  @Operation(v1.DeleteBasePathMapping)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteBasePathMappingRequest) {
    return this.work.write((uow, publish) => deleteBasePathMapping(uow, publish, owner, input));
  }
}
