import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { Database, IdentityChanges } from '#libs/persistence';
import { InstallationModule } from '../installation/installation.module.js';
import { DATABASE, IDENTITY_CHANGES } from '../tokens.js';
import { AuthorizationCheck } from './authorization-check.js';
import { AuthorizationGuard } from './authorization.guard.js';
import { Authorizer } from './authorizer.js';
import { ImportAuthorization } from './import-authorization.js';
import { createHolderCache, HOLDERS, type HolderCache } from './holder-cache.js';

function rememberHolders(database: Database, changes: IdentityChanges): HolderCache {
  const holders = createHolderCache({ database, now: () => performance.now() });
  changes.onChange(() => holders.forget());
  return holders;
}

/** Which signed calls callers may make. Imported after what checks signatures: guards run in that order. */
@Module({
  imports: [InstallationModule, DiscoveryModule],
  providers: [
    {
      provide: HOLDERS,
      inject: [DATABASE, IDENTITY_CHANGES],
      useFactory: rememberHolders,
    },
    Authorizer,
    ImportAuthorization,
    AuthorizationCheck,
    { provide: APP_GUARD, useClass: AuthorizationGuard },
  ],
  exports: [ImportAuthorization],
})
export class AuthorizationModule {}
