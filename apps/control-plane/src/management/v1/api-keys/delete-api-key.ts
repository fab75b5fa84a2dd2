import { Inject, Injectable } from '@nestjs/common';
import { apiKeyNotFound, fail, ok } from '#libs/api-definition';
import type { DeleteApiKeyRequest } from '#libs/aws-wire';
import { apiKeys } from '#libs/persistence';
import { DefinitionWrites } from '../../definition-writes.js';
import type { CallerIdentity } from '../../http/management-request.js';

/** DeleteApiKey: also takes the key out of its usage plans. */
@Injectable()
export class DeleteApiKey {
  constructor(@Inject(DefinitionWrites) private readonly writes: DefinitionWrites) {}

  async run({ apiKey }: DeleteApiKeyRequest, { owner }: CallerIdentity): Promise<void> {
    return this.writes.run(async (uow, publish) => {
      if (!(await apiKeys.remove(uow, owner, apiKey))) return fail(apiKeyNotFound);
      await publish('publish-api-key', { keyId: apiKey });
      return ok(undefined);
    });
  }
}
