import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { counts } from '#libs/persistence';
import { DefinitionReads } from '../../../definition/definition-reads.js';
import { DefinitionWrites } from '../../../definition/definition-writes.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { createResource } from './create-resource.js';
import { deleteResource } from './delete-resource.js';
import { getResource } from './get-resource.js';
import { getResources } from './get-resources.js';
import { updateResource } from './update-resource.js';

@Controller()
export class ResourcesController {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
  ) {}

  @Operation(v1.CreateResource)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateResourceRequest) {
    return this.writes.run(
      (uow) => createResource(uow, owner, input),
      counts.ofRestApi('resourcesPerRestApi', input.restApiId),
    );
  }

  @Operation(v1.GetResource)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetResourceRequest) {
    return this.reads.run((uow) => getResource(uow, owner, input));
  }

  @Operation(v1.GetResources)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetResourcesRequest) {
    return this.reads.run((uow) => getResources(uow, owner, input));
  }

  @Operation(v1.UpdateResource)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateResourceRequest) {
    return this.writes.run((uow) => updateResource(uow, owner, input));
  }

  @Operation(v1.DeleteResource)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteResourceRequest) {
    return this.writes.run((uow) => deleteResource(uow, owner, input));
  }
}
