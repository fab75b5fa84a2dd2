import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ManagementErrorFilter } from './management-error.filter.js';
import { SignatureGuard } from './signature.guard.js';

/** What holds for every route: signed unless said otherwise, errors as AWS writes them. */
@Module({
  providers: [
    { provide: APP_GUARD, useClass: SignatureGuard },
    { provide: APP_FILTER, useClass: ManagementErrorFilter },
  ],
})
export class HttpModule {}
