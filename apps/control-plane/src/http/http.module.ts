import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { InstallationModule } from '../installation/installation.module.js';
import { AccessKeyUses } from './access-key-uses.js';
import { ErrorFilter } from './error.filter.js';
import { SignatureGuard } from './signature.guard.js';

/**
 * What holds for every route: signed unless said otherwise, errors as AWS writes them. Imported before what
 * adds guards of its own.
 */
@Module({
  imports: [InstallationModule],
  providers: [
    AccessKeyUses,
    { provide: APP_GUARD, useClass: SignatureGuard },
    { provide: APP_FILTER, useClass: ErrorFilter },
  ],
})
export class HttpModule {}
