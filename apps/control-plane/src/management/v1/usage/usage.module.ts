import { Module } from '@nestjs/common';
import { GetUsage } from './get-usage.js';
import { UpdateUsage } from './update-usage.js';
import { UsageController } from './usage.controller.js';

/** The operations on usage. */
@Module({ controllers: [UsageController], providers: [GetUsage, UpdateUsage] })
export class UsageModule {}
