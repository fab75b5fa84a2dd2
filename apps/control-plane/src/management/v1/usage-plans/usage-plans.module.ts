import { Module } from '@nestjs/common';
import { UsagePlansController } from './usage-plans.controller.js';

/** The operations on usage plans. */
@Module({ controllers: [UsagePlansController] })
export class UsagePlansModule {}
