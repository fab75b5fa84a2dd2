import { Module } from '@nestjs/common';
import { ApiKeysModule } from '../api-keys/api-keys.module.js';
import { CreateUsagePlanKey } from './create-usage-plan-key.js';
import { DeleteUsagePlanKey } from './delete-usage-plan-key.js';
import { GetUsagePlanKey } from './get-usage-plan-key.js';
import { GetUsagePlanKeys } from './get-usage-plan-keys.js';
import { UsagePlanKeysController } from './usage-plan-keys.controller.js';

/** The operations on the API keys of usage plans. */
@Module({
  imports: [ApiKeysModule],
  controllers: [UsagePlanKeysController],
  providers: [CreateUsagePlanKey, GetUsagePlanKey, GetUsagePlanKeys, DeleteUsagePlanKey],
})
export class UsagePlanKeysModule {}
