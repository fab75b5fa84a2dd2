import type { Type } from '@nestjs/common';
import { AccountModule } from './v1/account/account.module.js';

/** Every noun of the management API; one line each. */
export const managementModules: readonly Type[] = [AccountModule];
