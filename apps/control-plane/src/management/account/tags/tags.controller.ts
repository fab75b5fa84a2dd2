import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { DefinitionReads } from '../../../definition/definition-reads.js';
import { DefinitionWrites } from '../../../definition/definition-writes.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { getTags } from './get-tags.js';
import { tagResource } from './tag-resource.js';
import { untagResource } from './untag-resource.js';

@Controller()
export class TagsController {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
  ) {}

  @Operation(v1.GetTags)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetTagsRequest) {
    return this.reads.run((uow) => getTags(uow, owner, input));
  }

  @Operation(v1.TagResource)
  tag(@Caller() { owner }: CallerIdentity, @Input() input: v1.TagResourceRequest) {
    return this.writes.run((uow, publish) => tagResource(uow, publish, owner, input));
  }

  @Operation(v1.UntagResource)
  untag(@Caller() { owner }: CallerIdentity, @Input() input: v1.UntagResourceRequest) {
    return this.writes.run((uow, publish) => untagResource(uow, publish, owner, input));
  }
}
