import { Inject } from '@nestjs/common';
import { cloudtrail } from '#libs/aws-wire';
import type { Database } from '#libs/persistence';
import { WireService } from '../dispatch/wire-service.decorator.js';
import { Caller } from '../http/caller.decorator.js';
import type { CallerIdentity } from '../http/management-request.js';
import { Input } from '../wire/input.decorator.js';
import { Operation } from '../wire/operation.decorator.js';
import { DATABASE } from '../tokens.js';
import { lookupEvents } from './lookup-events.js';

/** Binds the operations of CloudTrail. */
@WireService(cloudtrail.service)
export class CloudTrailController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Operation(cloudtrail.LookupEvents)
  lookupEvents(@Caller() { owner }: CallerIdentity, @Input() input: cloudtrail.LookupEventsRequest) {
    return this.database.read((uow) => lookupEvents(uow, owner, input));
  }
}
