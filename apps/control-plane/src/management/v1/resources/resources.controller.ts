import { Controller } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { createResource } from './create-resource.js';
import { deleteResource } from './delete-resource.js';
import { getResource } from './get-resource.js';
import { getResources } from './get-resources.js';
import { updateResource } from './update-resource.js';

@Controller()
export class ResourcesController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
  ) {}

  @Operation(v1.CreateResource)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateResourceRequest) {
    return this.work.write((uow) => createResource(uow, owner, input, this.limits));
  }

  @Operation(v1.GetResource)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetResourceRequest) {
    return this.work.read((uow) => getResource(uow, owner, input));
  }

  @Operation(v1.GetResources)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetResourcesRequest) {
    return this.work.read((uow) => getResources(uow, owner, input));
  }

  @Operation(v1.UpdateResource)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateResourceRequest) {
    return this.work.write((uow) => updateResource(uow, owner, input));
  }

  @Operation(v1.DeleteResource)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteResourceRequest) {
    return this.work.write((uow) => deleteResource(uow, owner, input));
  }
}
