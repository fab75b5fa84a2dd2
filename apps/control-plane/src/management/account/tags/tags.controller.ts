import { Controller } from '@nestjs/common';
import { addTags, ok, removeTags } from '#libs/api-definition';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { TruststoreReader } from '../truststores/truststore-reader.js';
import { getTags } from './get-tags.js';
import { tagResource } from './tag-resource.js';
import { untaggedKeys, untagResource } from './untag-resource.js';

@Controller()
export class TagsController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly truststores: TruststoreReader,
  ) {}

  @Operation(v1.GetTags)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetTagsRequest) {
    return this.work.read((uow) => getTags(uow, owner, input));
  }

  @Operation(v1.TagResource)
  async tag(@Caller() { owner }: CallerIdentity, @Input() input: v1.TagResourceRequest) {
    const { resourceArn, tags } = input;
    const truststore = await this.truststores.forTagged(owner, resourceArn, (before) =>
      addTags(before, tags),
    );
    return this.work.write((uow, publish) => tagResource(uow, publish, owner, input, truststore));
  }

  @Operation(v1.UntagResource)
  async untag(@Caller() { owner }: CallerIdentity, @Input() input: v1.UntagResourceRequest) {
    const { resourceArn } = input;
    const truststore = await this.truststores.forTagged(owner, resourceArn, (before) =>
      ok(removeTags(before, untaggedKeys(input))),
    );
    return this.work.write((uow, publish) => untagResource(uow, publish, owner, input, truststore));
  }
}
