import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { readLimits } from '#libs/api-definition';
import { counts } from '#libs/persistence';
import type { Sealer } from '#libs/persistence';
import type { ControlPlaneConfig } from '../../../config.js';
import { CONFIG, NOW, SEALER, type Runtime } from '../../../runtime.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { createApiKey } from './create-api-key.js';
import { deleteApiKey } from './delete-api-key.js';
import { getApiKey } from './get-api-key.js';
import { getApiKeys } from './get-api-keys.js';
import { importApiKeys } from './import-api-keys.js';
import { updateApiKey } from './update-api-key.js';

/** Binds the operations on API keys. */
@Controller()
export class ApiKeysController {
  private readonly plansMax: number;

  constructor(
    @Inject(UnitOfWorkRunner) private readonly work: UnitOfWorkRunner,
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(NOW) private readonly now: Runtime['now'],
    @Inject(CONFIG) { limits }: ControlPlaneConfig,
  ) {
    this.plansMax = readLimits(limits).usagePlansPerApiKey;
  }

  @Operation(v1.CreateApiKey)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateApiKeyRequest) {
    return this.work.write(
      (uow, publish) => createApiKey(uow, publish, owner, input, this.sealer, this.now()),
      counts.ofOwner('apiKeys', owner),
    );
  }

  @Operation(v1.ImportApiKeys)
  import(@Caller() { owner }: CallerIdentity, @Input() input: v1.ImportApiKeysRequest) {
    const { sealer, plansMax } = this;
    return this.work.write(
      (uow, publish) => importApiKeys(uow, publish, owner, input, { sealer, nowMs: this.now(), plansMax }),
      counts.ofOwner('apiKeys', owner),
    );
  }

  @Operation(v1.GetApiKey)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetApiKeyRequest) {
    return this.work.read((uow) => getApiKey(uow, owner, input, this.sealer));
  }

  @Operation(v1.GetApiKeys)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetApiKeysRequest) {
    return this.work.read((uow) => getApiKeys(uow, owner, input, this.sealer));
  }

  @Operation(v1.UpdateApiKey)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateApiKeyRequest) {
    return this.work.write((uow, publish) => updateApiKey(uow, publish, owner, input, this.now()));
  }

  @Operation(v1.DeleteApiKey)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteApiKeyRequest) {
    return this.work.write((uow, publish) => deleteApiKey(uow, publish, owner, input));
  }
}
