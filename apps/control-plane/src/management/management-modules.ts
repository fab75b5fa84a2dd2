import type { Type } from '@nestjs/common';
import { AccountModule } from './v1/account/account.module.js';
import { ApiKeysModule } from './v1/api-keys/api-keys.module.js';
import { DeploymentsModule } from './v1/deployments/deployments.module.js';
import { StagesModule } from './v1/stages/stages.module.js';
import { UsageModule } from './v1/usage/usage.module.js';
import { UsagePlanKeysModule } from './v1/usage-plan-keys/usage-plan-keys.module.js';
import { UsagePlansModule } from './v1/usage-plans/usage-plans.module.js';

/** Every noun of the management API; one line each. */
export const managementModules: readonly Type[] = [
  AccountModule,
  ApiKeysModule,
  DeploymentsModule,
  StagesModule,
  UsageModule,
  UsagePlanKeysModule,
  UsagePlansModule,
];
