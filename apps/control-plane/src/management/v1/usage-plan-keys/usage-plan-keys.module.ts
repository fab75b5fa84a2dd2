import { Module } from '@nestjs/common';
import { UsagePlanKeysController } from './usage-plan-keys.controller.js';

/** The operations on the API keys of usage plans. */
@Module({ controllers: [UsagePlanKeysController] })
export class UsagePlanKeysModule {}
