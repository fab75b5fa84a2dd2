import { Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { logLosses, observationSenders, type Database } from '#libs/persistence';
import { OperatorOnly } from '../http/operator-only.js';
import { TollgateAction } from '../http/tollgate-action.decorator.js';
import { TollgateController } from '../http/tollgate-controller.decorator.js';
import { DATABASE } from '../tokens.js';
import { ObservationReport } from './observation-reports.dto.js';

const sendersMax = 1000;

/** What operators see of logs and metrics on their way. */
@OperatorOnly()
@TollgateController('/observations')
export class ObservationReportsController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @ApiOperation({ summary: 'Blocks of logs and metrics that came in per gateway process, and what was lost' })
  @TollgateAction('ListObservations', 'observations')
  @ApiOkResponse({ type: ObservationReport })
  @Get()
  report(): Promise<ObservationReport> {
    return this.database.read(async (uow) => ({
      senders: await observationSenders.list(uow, sendersMax),
      logLosses: await logLosses.list(uow),
    }));
  }
}
