import { Controller } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { getTags } from './get-tags.js';
import { tagResource } from './tag-resource.js';
import { untagResource } from './untag-resource.js';

@Controller()
export class TagsController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @Operation(v1.GetTags)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetTagsRequest) {
    return this.work.read((uow) => getTags(uow, owner, input));
  }

  @Operation(v1.TagResource)
  tag(@Caller() { owner }: CallerIdentity, @Input() input: v1.TagResourceRequest) {
    return this.work.write((uow, publish) => tagResource(uow, publish, owner, input));
  }

  @Operation(v1.UntagResource)
  untag(@Caller() { owner }: CallerIdentity, @Input() input: v1.UntagResourceRequest) {
    return this.work.write((uow, publish) => untagResource(uow, publish, owner, input));
  }
}
