import { Controller, Inject } from '@nestjs/common';
import { GetTagsRequest, TagResourceRequest, UntagResourceRequest } from '#libs/aws-wire';
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

  @Operation('GetTags')
  get(@Caller() { owner }: CallerIdentity, @Input() input: GetTagsRequest) {
    return this.reads.run((uow) => getTags(uow, owner, input));
  }

  @Operation('TagResource')
  tag(@Caller() { owner }: CallerIdentity, @Input() input: TagResourceRequest) {
    return this.writes.run((uow, publish) => tagResource(uow, publish, owner, input));
  }

  @Operation('UntagResource')
  untag(@Caller() { owner }: CallerIdentity, @Input() input: UntagResourceRequest) {
    return this.writes.run((uow, publish) => untagResource(uow, publish, owner, input));
  }
}
