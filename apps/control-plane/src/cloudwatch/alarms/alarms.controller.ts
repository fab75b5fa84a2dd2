import { Inject } from '@nestjs/common';
import { ok } from '#libs/api-definition';
import { cloudwatch } from '#libs/aws-wire';
import type { UnitOfWork } from '#libs/persistence';
import { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { NOW, type Runtime } from '../../tokens.js';
import { orRefuse, type CloudWatchResult } from '../cloudwatch-error.js';
import { listTagsOfAlarm, tagAlarm, untagAlarm } from './alarm-tags.js';
import { deleteAlarms, enableActions, setAlarmState } from './change-alarms.js';
import { describeAlarmHistory } from './describe-alarm-history.js';
import { describeAlarms, describeAlarmsForMetric } from './describe-alarms.js';
import { putMetricAlarm } from './put-metric-alarm.js';

/** Binds the operations on alarms. A refusal is thrown within the transaction, which it undoes. */
@WireService(cloudwatch.service)
export class AlarmsController {
  constructor(
    private readonly units: UnitOfWorkRunner,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(cloudwatch.PutMetricAlarm)
  put(@Caller() { owner }: CallerIdentity, @Input() input: cloudwatch.PutMetricAlarmInput) {
    return this.write((uow) => putMetricAlarm(uow, owner, input, this.now()));
  }

  @Operation(cloudwatch.DescribeAlarms)
  describe(@Caller() { owner }: CallerIdentity, @Input() input: cloudwatch.DescribeAlarmsInput) {
    return this.read((uow) => describeAlarms(uow, owner, input));
  }

  @Operation(cloudwatch.DescribeAlarmsForMetric)
  describeForMetric(
    @Caller() { owner }: CallerIdentity,
    @Input() input: cloudwatch.DescribeAlarmsForMetricInput,
  ) {
    return this.read((uow) => describeAlarmsForMetric(uow, owner, input));
  }

  @Operation(cloudwatch.DescribeAlarmHistory)
  describeHistory(@Caller() { owner }: CallerIdentity, @Input() input: cloudwatch.DescribeAlarmHistoryInput) {
    return this.read((uow) => describeAlarmHistory(uow, owner, input));
  }

  @Operation(cloudwatch.DeleteAlarms)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: cloudwatch.DeleteAlarmsInput) {
    return this.write((uow) => deleteAlarms(uow, owner, input, this.now()));
  }

  @Operation(cloudwatch.SetAlarmState)
  setState(@Caller() { owner }: CallerIdentity, @Input() input: cloudwatch.SetAlarmStateInput) {
    return this.write((uow) => setAlarmState(uow, owner, input, this.now()));
  }

  @Operation(cloudwatch.EnableAlarmActions)
  enable(@Caller() { owner }: CallerIdentity, @Input() { AlarmNames }: cloudwatch.EnableAlarmActionsInput) {
    return this.write((uow) => enableActions(uow, owner, AlarmNames, true, this.now()));
  }

  @Operation(cloudwatch.DisableAlarmActions)
  disable(@Caller() { owner }: CallerIdentity, @Input() { AlarmNames }: cloudwatch.DisableAlarmActionsInput) {
    return this.write((uow) => enableActions(uow, owner, AlarmNames, false, this.now()));
  }

  @Operation(cloudwatch.TagResource)
  tag(@Caller() { owner }: CallerIdentity, @Input() input: cloudwatch.TagResourceInput) {
    return this.write((uow) => tagAlarm(uow, owner, input));
  }

  @Operation(cloudwatch.UntagResource)
  untag(@Caller() { owner }: CallerIdentity, @Input() input: cloudwatch.UntagResourceInput) {
    return this.write((uow) => untagAlarm(uow, owner, input));
  }

  @Operation(cloudwatch.ListTagsForResource)
  listTags(@Caller() { owner }: CallerIdentity, @Input() input: cloudwatch.ListTagsForResourceInput) {
    return this.read((uow) => listTagsOfAlarm(uow, owner, input));
  }

  private read<T>(work: (uow: UnitOfWork) => Promise<CloudWatchResult<T>>): Promise<T> {
    return this.units.read(async (uow) => ok(orRefuse(await work(uow))));
  }

  private write<T>(work: (uow: UnitOfWork) => Promise<CloudWatchResult<T>>): Promise<T> {
    return this.units.write(async (uow) => ok(orRefuse(await work(uow))));
  }
}
