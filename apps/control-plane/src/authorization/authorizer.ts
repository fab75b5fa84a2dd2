import { Inject, Injectable } from '@nestjs/common';
import { accessDenied, type WireError } from '#libs/aws-wire';
import { awsPrincipal } from '#libs/iam-policy';
import type { Database, UnitOfWork } from '#libs/persistence';
import { policyHolderOf } from '#libs/session-tokens';
import type { Logger } from '#libs/telemetry';
import type { ManagementRequest } from '../http/management-request.js';
import { DATABASE, LOGGER, NOW, type Runtime } from '../tokens.js';
import { callContext } from './call-context.js';
import { circumstancesOf } from './circumstances.js';
import { decideCall, refusalText, type Refusal } from './decide-call.js';
import { HOLDERS, type HolderCache } from './holder-cache.js';
import { PermissionContext } from './permission-context.js';
import type { AuthorizedCall, Permission, RequiredPermissions } from './permission.js';
import { readHolder, sessionPoliciesOf, type CallerPolicies } from './policies-of.js';

/** Decides management calls of users and sessions by their policies. */
@Injectable()
export class Authorizer {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(HOLDERS) private readonly holders: HolderCache,
    @Inject(NOW) private readonly now: Runtime['now'],
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /**
   * Why the caller may not do what the call needs, all of it; null when it may. A root may do all.
   *
   * @param uow for a call that holds a connection already.
   */
  async refusalOf(
    request: ManagementRequest,
    required: RequiredPermissions,
    uow?: UnitOfWork,
  ): Promise<WireError | null> {
    const caller = request.caller!;
    const { principal } = caller;
    const holderId = policyHolderOf(principal);
    if (holderId === null) return null;
    const read: AuthorizedCall['read'] = (work) => (uow ? work(uow) : this.database.read(work));
    const holder = await (uow ? readHolder(uow, holderId) : this.holders.find(holderId));
    const policies = { identity: holder?.policies ?? [], session: sessionPoliciesOf(caller.session) };
    const ofCall = callContext(
      caller,
      principal.type === 'assumed-role' && holder ? holder.arn : principal.arn,
      circumstancesOf(request),
      this.now(),
    );
    for (const permission of await required({ caller, request, read })) {
      const refusal = await decidePermission(policies, principal.arn, ofCall, permission, read);
      const { action, resource, shown = resource } = permission;
      if (!refusal) continue;
      const { why, statement } = refusal;
      this.log.info('a call was not allowed', { caller: principal.arn, action, resource, why, statement });
      return accessDenied(refusalText(refusal, principal.arn, action, shown));
    }
    return null;
  }
}

async function decidePermission(
  policies: CallerPolicies,
  callerArn: string,
  ofCall: ReturnType<typeof callContext>,
  permission: Permission,
  read: AuthorizedCall['read'],
): Promise<Refusal | null> {
  const { action, resource } = permission;
  const context = new PermissionContext(ofCall, permission);
  const request = { action, resource, principal: awsPrincipal(callerArn), contextValue: context.value };
  let refusal = decideCall(policies, request);
  if (await context.readAskedFor(read)) refusal = decideCall(policies, request);
  return permission.isUnread && context.asksForGiven ? null : refusal;
}
