import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ManagementErrorFilter } from './management-error.filter.js';
import { RequestRateGuard } from './request-rate.guard.js';
import { SignatureGuard } from './signature.guard.js';

/** What holds for every route: signed unless said otherwise, errors as AWS writes them. */
@Module({
  providers: [
    { provide: APP_GUARD, useClass: SignatureGuard },
    // After the signature: rates are the caller's.
    { provide: APP_GUARD, useClass: RequestRateGuard },
    { provide: APP_FILTER, useClass: ManagementErrorFilter },
  ],
})
export class HttpModule {}
