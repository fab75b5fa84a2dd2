import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import type { Sealer } from '#libs/persistence';
import { NOW, SEALER, type Runtime } from '../../../tokens.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { createApiKey } from './create-api-key.js';
import { deleteApiKey } from './delete-api-key.js';
import { getApiKey } from './get-api-key.js';
import { getApiKeys } from './get-api-keys.js';
import { importApiKeys } from './import-api-keys.js';
import { updateApiKey } from './update-api-key.js';

/** Binds the operations on API keys. */
@Controller()
export class ApiKeysController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v1.CreateApiKey)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateApiKeyRequest) {
    const { sealer, limits } = this;
    return this.work.write((uow, publish) =>
      createApiKey(uow, publish, owner, input, { sealer, limits, nowMs: this.now() }),
    );
  }

  @Operation(v1.ImportApiKeys)
  import(@Caller() { owner }: CallerIdentity, @Input() input: v1.ImportApiKeysRequest) {
    const { sealer, limits } = this;
    return this.work.write((uow, publish) =>
      importApiKeys(uow, publish, owner, input, { sealer, limits, nowMs: this.now() }),
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
