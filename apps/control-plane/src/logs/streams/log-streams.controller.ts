import { Inject } from '@nestjs/common';
import { ok } from '#libs/api-definition';
import { logs } from '#libs/aws-wire';
import { logStreams } from '#libs/persistence';
import { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { NOW, type Runtime } from '../../tokens.js';
import { findGroup } from '../groups/find-group.js';
import { noSuchStream, streamExists } from '../refusals.js';
import { describeLogStreams } from './describe-log-streams.js';

/** Binds the operations on log streams. */
@WireService(logs.service)
export class LogStreamsController {
  constructor(
    private readonly units: UnitOfWorkRunner,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(logs.CreateLogStream)
  create(@Caller() { owner }: CallerIdentity, @Input() input: logs.CreateLogStreamRequest): Promise<void> {
    return this.units.write(async (uow) => {
      const { id } = await findGroup(uow, owner, input);
      if (!(await logStreams.create(uow, id, input.logStreamName, this.now()))) throw streamExists();
      return ok(undefined);
    });
  }

  @Operation(logs.DescribeLogStreams)
  describe(@Caller() { owner }: CallerIdentity, @Input() input: logs.DescribeLogStreamsRequest) {
    return this.units.readConsistently(async (uow) => ok(await describeLogStreams(uow, owner, input)));
  }

  @Operation(logs.DeleteLogStream)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: logs.DeleteLogStreamRequest): Promise<void> {
    return this.units.write(async (uow) => {
      const { id } = await findGroup(uow, owner, input);
      if (!(await logStreams.remove(uow, id, input.logStreamName))) throw noSuchStream();
      return ok(undefined);
    });
  }
}
