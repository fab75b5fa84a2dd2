import { iam } from '#libs/aws-wire';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { IdentityWork } from '../identity-work.js';
import { getAccountSummary } from './get-account-summary.js';

/** Binds the operations on an account as a whole. */
@WireService(iam.service)
export class AccountSummaryController {
  constructor(private readonly work: IdentityWork) {}

  @Operation(iam.GetAccountSummary)
  getSummary(@Caller() { owner }: CallerIdentity) {
    return this.work.read((uow) => getAccountSummary(uow, owner.accountId));
  }

  /** Accounts have no other names. */
  @Operation(iam.ListAccountAliases)
  listAliases(): iam.ListAccountAliasesResponse {
    return { AccountAliases: [], IsTruncated: false };
  }
}
