import { Inject, Injectable } from '@nestjs/common';
import { apiKeyNotFound, fail, ok } from '#libs/api-definition';
import type { ApiKey, GetApiKeyRequest } from '#libs/aws-wire';
import { apiKeys } from '#libs/persistence';
import { DefinitionReads } from '../../definition-reads.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { ApiKeyValues } from './api-key-values.js';
import { presentApiKey } from './api-key.presenter.js';

/** GetApiKey; the value only with `includeValue`. */
@Injectable()
export class GetApiKey {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(ApiKeyValues) private readonly values: ApiKeyValues,
  ) {}

  async run({ apiKey, includeValue }: GetApiKeyRequest, { owner }: CallerIdentity): Promise<ApiKey> {
    return this.reads.run(async (uow) => {
      const stored = await apiKeys.find(uow, owner, apiKey);
      if (!stored) return fail(apiKeyNotFound);
      const value = includeValue ? this.values.open(stored) : undefined;
      return ok(presentApiKey(stored.apiKey, { value, emptyTags: true }));
    });
  }
}
