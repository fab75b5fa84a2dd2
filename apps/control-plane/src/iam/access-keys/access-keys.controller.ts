import { Inject } from '@nestjs/common';
import { iam } from '#libs/aws-wire';
import type { Sealer } from '#libs/persistence';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { NOW, SEALER, type Runtime } from '../../tokens.js';
import { IdentityWork } from '../identity-work.js';
import { deleteAccessKey, updateAccessKey } from './change-access-key.js';
import { createAccessKey } from './create-access-key.js';
import { getAccessKeyLastUsed, listAccessKeys } from './show-access-keys.js';

/** Binds the operations on access keys. */
@WireService(iam.service)
export class AccessKeysController {
  constructor(
    private readonly work: IdentityWork,
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(iam.CreateAccessKey)
  create(@Caller() caller: CallerIdentity, @Input() input: iam.CreateAccessKeyRequest) {
    const { sealer } = this;
    return this.work.write((uow, changed) =>
      createAccessKey(uow, changed, caller, input, { sealer, nowMs: this.now() }),
    );
  }

  @Operation(iam.ListAccessKeys)
  list(@Caller() caller: CallerIdentity, @Input() input: iam.ListAccessKeysRequest) {
    return this.work.read((uow) => listAccessKeys(uow, caller, input));
  }

  @Operation(iam.GetAccessKeyLastUsed)
  getLastUsed(@Caller() { owner }: CallerIdentity, @Input() input: iam.GetAccessKeyLastUsedRequest) {
    return this.work.read((uow) => getAccessKeyLastUsed(uow, owner.accountId, input));
  }

  @Operation(iam.UpdateAccessKey)
  update(@Caller() caller: CallerIdentity, @Input() input: iam.UpdateAccessKeyRequest) {
    return this.work.write((uow, changed) => updateAccessKey(uow, changed, caller, input));
  }

  @Operation(iam.DeleteAccessKey)
  delete(@Caller() caller: CallerIdentity, @Input() input: iam.DeleteAccessKeyRequest) {
    return this.work.write((uow, changed) => deleteAccessKey(uow, changed, caller, input));
  }
}
