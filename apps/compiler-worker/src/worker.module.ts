import { Module, type DynamicModule } from '@nestjs/common';
import { JobRunner } from './job-runner.js';
import { MeteringUpkeep } from './metering-upkeep.js';
import { OutboxSweep } from './outbox-sweep.js';
import { CONFIG, DATABASE, LOGGER, QUEUE, type Runtime } from './runtime.js';

/** Everything that the compiler worker runs. */
@Module({})
export class WorkerModule {
  static of({ config, log, database, queue }: Runtime): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: log },
        { provide: DATABASE, useValue: database },
        { provide: QUEUE, useValue: queue },
        JobRunner,
        OutboxSweep,
        MeteringUpkeep,
      ],
    };
  }
}
