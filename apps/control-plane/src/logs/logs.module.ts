import { Module } from '@nestjs/common';
import { DefinitionModule } from '../definition/definition.module.js';
import { LogEventsController } from './events/log-events.controller.js';
import { LogGroupsController } from './groups/log-groups.controller.js';
import { LogsTaker } from './intake/logs-taker.js';
import { LogStreamsController } from './streams/log-streams.controller.js';
import { LogTagsController } from './tags/log-tags.controller.js';

/** CloudWatch Logs: what stages log, and what callers add to it. */
@Module({
  imports: [DefinitionModule],
  providers: [LogsTaker, LogGroupsController, LogStreamsController, LogEventsController, LogTagsController],
})
export class LogsModule {}
