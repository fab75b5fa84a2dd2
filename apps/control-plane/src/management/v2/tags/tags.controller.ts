import { Controller } from '@nestjs/common';
import { addTags, ok, removeTags, type Result } from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { getTags } from '../../account/tags/get-tags.js';
import { tagResource } from '../../account/tags/tag-resource.js';
import { untaggedKeys, untagResource } from '../../account/tags/untag-resource.js';
import { TruststoreReader } from '../../account/truststores/truststore-reader.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';

/** Tags by version 2 of the API: the same tags that version 1 has. */
@Controller()
export class TagsV2Controller {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly truststores: TruststoreReader,
  ) {}

  @Operation(v2.GetTags)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v2.GetTagsRequest) {
    return this.work.read((uow) => getTags(uow, owner, input));
  }

  @Operation(v2.TagResource)
  async tag(@Caller() { owner }: CallerIdentity, @Input() { resourceArn, tags = {} }: v2.TagResourceRequest) {
    const truststore = await this.truststores.forTagged(owner, resourceArn, (before) =>
      addTags(before, tags),
    );
    return this.work.write(async (uow, publish): Promise<Result<v2.TagResourceResponse>> => {
      const tagged = await tagResource(uow, publish, owner, { resourceArn, tags }, truststore);
      return tagged.ok ? ok({}) : tagged;
    });
  }

  @Operation(v2.UntagResource)
  async untag(@Caller() { owner }: CallerIdentity, @Input() input: v2.UntagResourceRequest) {
    const { resourceArn } = input;
    const truststore = await this.truststores.forTagged(owner, resourceArn, (before) =>
      ok(removeTags(before, untaggedKeys(input))),
    );
    return this.work.write((uow, publish) => untagResource(uow, publish, owner, input, truststore));
  }
}
