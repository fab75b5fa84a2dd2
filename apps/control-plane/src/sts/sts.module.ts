import { Module } from '@nestjs/common';
import { StsController } from './sts.controller.js';

/** The Security Token Service: who a caller is, and credentials that end. */
@Module({ providers: [StsController] })
export class StsModule {}
