import { sts } from '#libs/aws-wire';
import { QueryService } from '../dispatch/query-service.decorator.js';
import { Caller } from '../http/caller.decorator.js';
import type { CallerIdentity } from '../http/management-request.js';
import { Operation } from '../management/wire/operation.decorator.js';

/** Binds the operations of the Security Token Service. */
@QueryService(sts.service)
export class StsController {
  @Operation(sts.GetCallerIdentity)
  getCallerIdentity(@Caller() { owner, principal }: CallerIdentity): sts.GetCallerIdentityResponse {
    return { UserId: principal.id, Account: owner.accountId, Arn: principal.arn };
  }
}
