import { Inject } from '@nestjs/common';
import { logs } from '#libs/aws-wire';
import type { Database } from '#libs/persistence';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { DATABASE, NOW, type Runtime } from '../../tokens.js';
import { filterLogEvents } from './filter-log-events.js';
import { getLogEvents } from './get-log-events.js';
import { putLogEvents } from './put-log-events.js';

/** Binds the operations on log events. */
@WireService(logs.service)
export class LogEventsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(logs.FilterLogEvents)
  filter(@Caller() { owner }: CallerIdentity, @Input() input: logs.FilterLogEventsRequest) {
    return this.database.read((uow) => filterLogEvents(uow, owner, input));
  }

  @Operation(logs.GetLogEvents)
  get(@Caller() { owner }: CallerIdentity, @Input() input: logs.GetLogEventsRequest) {
    return this.database.read((uow) => getLogEvents(uow, owner, input));
  }

  @Operation(logs.PutLogEvents)
  put(@Caller() { owner }: CallerIdentity, @Input() input: logs.PutLogEventsRequest) {
    return putLogEvents(this.database, owner, input, this.now());
  }
}
