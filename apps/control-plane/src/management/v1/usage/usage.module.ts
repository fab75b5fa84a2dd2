import { Module } from '@nestjs/common';
import { UsageController } from './usage.controller.js';

/** The operations on usage. */
@Module({ controllers: [UsageController] })
export class UsageModule {}
