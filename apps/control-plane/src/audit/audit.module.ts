import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { AuditController } from './audit.controller.js';
import { EventWriter } from './event-writer.js';
import { UnsignedCalls } from './unsigned-calls.js';

/** Who called what, from where, and what came of it: written with every management call. */
@Module({
  controllers: [AuditController],
  providers: [AuditLog, EventWriter, UnsignedCalls],
  exports: [AuditLog],
})
export class AuditModule {}
