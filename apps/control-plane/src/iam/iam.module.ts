import { Module } from '@nestjs/common';
import { DefinitionModule } from '../definition/definition.module.js';
import { InstallationModule } from '../installation/installation.module.js';
import { AccessKeysController } from './access-keys/access-keys.controller.js';
import { AccountSummaryController } from './account/account.controller.js';
import { IdentityWork } from './identity-work.js';
import { RolePoliciesController } from './inline-policies/role-policies.controller.js';
import { UserPoliciesController } from './inline-policies/user-policies.controller.js';
import { AttachmentsController } from './managed-policies/attachments.controller.js';
import { PoliciesController } from './managed-policies/policies.controller.js';
import { RolesController } from './roles/roles.controller.js';
import { SimulationController } from './simulation/simulation.controller.js';
import { UsersController } from './users/users.controller.js';

/** Identity and Access Management: users, roles, keys and policies of accounts. */
@Module({
  imports: [DefinitionModule, InstallationModule],
  providers: [
    IdentityWork,
    UsersController,
    AccessKeysController,
    RolesController,
    UserPoliciesController,
    RolePoliciesController,
    PoliciesController,
    AttachmentsController,
    AccountSummaryController,
    SimulationController,
  ],
})
export class IamModule {}
