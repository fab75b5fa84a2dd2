import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { RequestRateGuard } from './request-rate.guard.js';

/**
 * What holds for AWS's operations alone. Guards run in the order of modules: the rates are the caller's, so
 * signatures come first.
 */
@Module({ providers: [{ provide: APP_GUARD, useClass: RequestRateGuard }] })
export class WireModule {}
