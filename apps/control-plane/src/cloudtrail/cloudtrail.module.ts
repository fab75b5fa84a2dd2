import { Module } from '@nestjs/common';
import { CloudTrailController } from './cloudtrail.controller.js';

/** CloudTrail: what management calls have left behind. */
@Module({ providers: [CloudTrailController] })
export class CloudTrailModule {}
