import { sts } from '#libs/aws-wire';
import { QueryService } from '../dispatch/query-service.decorator.js';
import { Caller } from '../http/caller.decorator.js';
import type { CallerIdentity } from '../http/management-request.js';
import { Operation } from '../management/wire/operation.decorator.js';

/** Binds the operations of the Security Token Service. */
@QueryService(sts.service)
export class StsController {
  // The first credential of an account is its root user.
  @Operation(sts.GetCallerIdentity)
  getCallerIdentity(@Caller() { owner: { accountId } }: CallerIdentity): sts.GetCallerIdentityResponse {
    return { UserId: accountId, Account: accountId, Arn: `arn:aws:iam::${accountId}:root` };
  }
}
