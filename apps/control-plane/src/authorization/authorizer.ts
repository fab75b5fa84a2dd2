import { Inject, Injectable } from '@nestjs/common';
import { accessDenied, type WireError } from '#libs/aws-wire';
import { awsPrincipal } from '#libs/iam-policy';
import type { Database } from '#libs/persistence';
import { policyHolderOf } from '#libs/session-tokens';
import type { ManagementRequest } from '../http/management-request.js';
import { DATABASE, NOW, type Runtime } from '../tokens.js';
import { callContext } from './call-context.js';
import { circumstancesOf } from './circumstances.js';
import { decideCall, refusalText } from './decide-call.js';
import { HOLDERS, type HolderCache } from './holder-cache.js';
import type { AuthorizedCall, RequiredPermissions } from './permission.js';
import { sessionPoliciesOf } from './policies-of.js';

/** Decides management calls of users and sessions by their policies. */
@Injectable()
export class Authorizer {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(HOLDERS) private readonly holders: HolderCache,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  /** Why the caller may not do what the call needs, all of it; null when it may. */
  async refusalOf(request: ManagementRequest, required: RequiredPermissions): Promise<WireError | null> {
    const caller = request.caller!;
    const { principal } = caller;
    const holder = await this.holders.find(policyHolderOf(principal) ?? '');
    const policies = { identity: holder?.policies ?? [], session: sessionPoliciesOf(caller.session) };
    const call: AuthorizedCall = { caller, request, read: (work) => this.database.read(work) };
    const contextValue = callContext(
      caller,
      principal.type === 'assumed-role' && holder ? holder.arn : principal.arn,
      circumstancesOf(request),
      this.now(),
    );
    for (const { action, resource, shown = resource } of await required(call)) {
      const refusal = decideCall(policies, {
        action,
        resource,
        principal: awsPrincipal(principal.arn),
        contextValue,
      });
      if (refusal) return accessDenied(refusalText(refusal, principal.arn, action, shown));
    }
    return null;
  }
}
