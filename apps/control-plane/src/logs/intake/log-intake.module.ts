import { Module } from '@nestjs/common';
import { LogsTaker } from './logs-taker.js';

/** Where what gateways log comes in. */
@Module({ providers: [LogsTaker] })
export class LogIntakeModule {}
