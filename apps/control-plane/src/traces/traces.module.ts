import { Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Tracer } from '#libs/traces';
import { TRACER } from '../tokens.js';
import { CalledOperationGuard } from './called-operation.guard.js';

/** Sends the last spans when the process stops. */
@Injectable()
class LastSpans implements OnApplicationShutdown {
  constructor(@Inject(TRACER) private readonly tracer: Tracer) {}

  async onApplicationShutdown(): Promise<void> {
    await this.tracer.close();
  }
}

/**
 * Spans of management calls. Imported before what adds guards of its own: they run in the order of modules.
 */
@Module({ providers: [LastSpans, { provide: APP_GUARD, useClass: CalledOperationGuard }] })
export class TracesModule {}
