import { Module } from '@nestjs/common';
import { TestInvocationsModule } from '../../test-invocations/test-invocations.module.js';
import { OpenConnectionsController } from './open-connections.controller.js';

/** Which WebSocket connections are open. */
@Module({ imports: [TestInvocationsModule], controllers: [OpenConnectionsController] })
export class OpenConnectionsModule {}
