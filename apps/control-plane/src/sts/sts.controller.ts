import { Inject } from '@nestjs/common';
import { sts } from '#libs/aws-wire';
import type { Database } from '#libs/persistence';
import type { SessionSeal } from '#libs/session-tokens';
import type { Circumstances } from '../authorization/circumstances.js';
import { CallCircumstances } from '../authorization/circumstances.decorator.js';
import { WireService } from '../dispatch/wire-service.decorator.js';
import { Caller } from '../http/caller.decorator.js';
import type { CallerIdentity } from '../http/management-request.js';
import { Input } from '../wire/input.decorator.js';
import { Operation } from '../wire/operation.decorator.js';
import { DATABASE, NOW, SESSION_SEAL, type Runtime } from '../tokens.js';
import { assumeRole } from './assume-role.js';
import { getAccessKeyInfo } from './get-access-key-info.js';
import { getSessionToken } from './get-session-token.js';

/** Binds the operations of the Security Token Service. */
@WireService(sts.service)
export class StsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SESSION_SEAL) private readonly seal: SessionSeal,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(sts.GetCallerIdentity)
  getCallerIdentity(@Caller() { owner, principal }: CallerIdentity): sts.GetCallerIdentityResponse {
    return { UserId: principal.id, Account: owner.accountId, Arn: principal.arn };
  }

  @Operation(sts.GetAccessKeyInfo)
  getAccessKeyInfo(@Input() input: sts.GetAccessKeyInfoRequest) {
    return this.database.read((uow) => getAccessKeyInfo(uow, input));
  }

  @Operation(sts.GetSessionToken)
  getSessionToken(@Caller() caller: CallerIdentity, @Input() input: sts.GetSessionTokenRequest) {
    return getSessionToken(this.seal, caller, input, this.now());
  }

  @Operation(sts.AssumeRole)
  assumeRole(
    @Caller() caller: CallerIdentity,
    @Input() input: sts.AssumeRoleRequest,
    @CallCircumstances() circumstances: Circumstances,
  ) {
    return this.database.readConsistently((uow) =>
      assumeRole(uow, this.seal, caller, input, circumstances, this.now()),
    );
  }
}
