import { Inject, Injectable } from '@nestjs/common';
import { apiKeyNotFound, fail, ok, patchApiKey } from '#libs/api-definition';
import type { ApiKey, UpdateApiKeyRequest } from '#libs/aws-wire';
import { apiKeys } from '#libs/persistence';
import { NOW, type Runtime } from '../../../runtime.js';
import { DefinitionWrites } from '../../definition-writes.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { presentApiKey } from './api-key.presenter.js';

/** UpdateApiKey: gateways learn of it only when the key was enabled or disabled. */
@Injectable()
export class UpdateApiKey {
  constructor(
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  async run(input: UpdateApiKeyRequest, { owner }: CallerIdentity): Promise<ApiKey> {
    const nowMs = this.now();
    return this.writes.run(async (uow, publish) => {
      const before = await apiKeys.lock(uow, owner, input.apiKey);
      if (!before) return fail(apiKeyNotFound);
      const patched = patchApiKey(before.apiKey, input.patchOperations, nowMs);
      if (!patched.ok) return patched;
      await apiKeys.update(uow, patched.value);
      if (patched.value.enabled !== before.apiKey.enabled) {
        await publish('publish-api-key', { keyId: patched.value.id });
      }
      return ok(presentApiKey(patched.value, { emptyTags: true }));
    });
  }
}
