import { ok, type Owner } from '#libs/api-definition';
import { logs } from '#libs/aws-wire';
import { logGroups } from '#libs/persistence';
import { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { findGroup } from '../groups/find-group.js';
import { checkTags } from './check-tags.js';

type Tags = Readonly<Record<string, string>>;

/** Binds the operations on tags of log groups. */
@WireService(logs.service)
export class LogTagsController {
  constructor(private readonly units: UnitOfWorkRunner) {}

  @Operation(logs.TagResource)
  tag(@Caller() { owner }: CallerIdentity, @Input() input: logs.TagResourceRequest): Promise<void> {
    return this.change(owner, input.resourceArn, (tags) => ({ ...tags, ...input.tags }));
  }

  @Operation(logs.UntagResource)
  untag(@Caller() { owner }: CallerIdentity, @Input() input: logs.UntagResourceRequest): Promise<void> {
    return this.change(owner, input.resourceArn, (tags) =>
      Object.fromEntries(Object.entries(tags).filter(([key]) => !input.tagKeys.includes(key))),
    );
  }

  @Operation(logs.ListTagsForResource)
  list(@Caller() { owner }: CallerIdentity, @Input() { resourceArn }: logs.ListTagsForResourceRequest) {
    return this.read(owner, { logGroupIdentifier: resourceArn });
  }

  @Operation(logs.ListTagsLogGroup)
  listOfGroup(@Caller() { owner }: CallerIdentity, @Input() input: logs.ListTagsLogGroupRequest) {
    return this.read(owner, input);
  }

  private read(owner: Owner, naming: Parameters<typeof findGroup>[2]) {
    return this.units.read(async (uow) => ok({ tags: (await findGroup(uow, owner, naming)).tags }));
  }

  private change(owner: Owner, resourceArn: string, changed: (tags: Tags) => Tags): Promise<void> {
    return this.units.write(async (uow) => {
      const { name, tags } = await findGroup(uow, owner, { logGroupIdentifier: resourceArn });
      const all = changed(tags);
      checkTags(all);
      await logGroups.setTags(uow, owner, name, all);
      return ok(undefined);
    });
  }
}
