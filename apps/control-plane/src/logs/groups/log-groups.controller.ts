import { Inject } from '@nestjs/common';
import { ok } from '#libs/api-definition';
import { logs } from '#libs/aws-wire';
import { logGroups, type UnitOfWork } from '#libs/persistence';
import { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { NOW, type Runtime } from '../../tokens.js';
import { noSuchGroup } from '../refusals.js';
import { createLogGroup } from './create-log-group.js';
import { describeLogGroups } from './describe-log-groups.js';
import { checkRetention } from './retention-days.js';

/** Binds the operations on log groups. */
@WireService(logs.service)
export class LogGroupsController {
  constructor(
    private readonly units: UnitOfWorkRunner,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(logs.CreateLogGroup)
  create(@Caller() { owner }: CallerIdentity, @Input() input: logs.CreateLogGroupRequest): Promise<void> {
    return this.units.write(async (uow) => ok(await createLogGroup(uow, owner, input, this.now())));
  }

  @Operation(logs.DescribeLogGroups)
  describe(@Caller() { owner }: CallerIdentity, @Input() input: logs.DescribeLogGroupsRequest) {
    return this.units.readConsistently(async (uow) => ok(await describeLogGroups(uow, owner, input)));
  }

  @Operation(logs.DeleteLogGroup)
  delete(@Caller() { owner }: CallerIdentity, @Input() { logGroupName }: logs.DeleteLogGroupRequest) {
    return this.change((uow) => logGroups.remove(uow, owner, logGroupName));
  }

  @Operation(logs.PutRetentionPolicy)
  putRetention(
    @Caller() { owner }: CallerIdentity,
    @Input() { logGroupName, retentionInDays }: logs.PutRetentionPolicyRequest,
  ) {
    checkRetention(retentionInDays);
    return this.change((uow) => logGroups.setRetention(uow, owner, logGroupName, retentionInDays));
  }

  @Operation(logs.DeleteRetentionPolicy)
  deleteRetention(
    @Caller() { owner }: CallerIdentity,
    @Input() { logGroupName }: logs.DeleteRetentionPolicyRequest,
  ) {
    return this.change((uow) => logGroups.setRetention(uow, owner, logGroupName, null));
  }

  /** Runs what says whether there was such a group. */
  private change(work: (uow: UnitOfWork) => Promise<boolean>): Promise<void> {
    return this.units.write(async (uow) => {
      if (!(await work(uow))) throw noSuchGroup();
      return ok(undefined);
    });
  }
}
