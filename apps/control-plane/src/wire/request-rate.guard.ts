import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { tooManyRequests, v1 } from '#libs/aws-wire';
import type { BucketLimit } from '#libs/rate-limits';
import type { ControlPlaneConfig } from '../config.js';
import { CONFIG, NOW, type Runtime } from '../tokens.js';
import { CallerRates } from './caller-rates.js';
import type { ManagementRequest } from '../http/management-request.js';
import { operationOf } from './operation.decorator.js';
import { allOperations, requestRates } from './request-rates.js';
import { WireException } from '../http/wire-exception.js';

/**
 * Slows callers down as AWS's management plane does, where an installation asks for it. Counted per process
 * and account.
 */
@Injectable()
export class RequestRateGuard implements CanActivate {
  private readonly rates = new CallerRates();

  constructor(
    @Inject(CONFIG) private readonly config: ControlPlaneConfig,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.config.managementRates === 'off') return true;
    const operation = operationOf(context.getHandler());
    const { caller } = context.switchToHttp().getRequest<ManagementRequest>();
    // What is ours and not AWS's has no rate of AWS's; other services' rates are not known.
    if (operation?.service !== v1.service || !caller) return true;
    const { accountId, region } = caller.owner;
    const own = requestRates.get(operation);
    if (own) this.take(`${accountId} ${region} ${operation.name}`, own);
    this.take(`${accountId} ${region}`, allOperations);
    return true;
  }

  private take(name: string, limit: BucketLimit): void {
    const nowMs = this.now();
    const { taken, retryAfterMs } = this.rates.take(name, limit, nowMs);
    if (!taken) throw new WireException(tooManyRequests('Too Many Requests', Math.ceil(retryAfterMs / 1000)));
  }
}
