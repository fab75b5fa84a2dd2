import { Inject, Injectable } from '@nestjs/common';
import { ok } from '#libs/api-definition';
import type { ApiKeys, GetApiKeysRequest } from '#libs/aws-wire';
import { apiKeys } from '#libs/persistence';
import { DefinitionReads } from '../../definition-reads.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { page } from '../../http/page.js';
import { ApiKeyValues } from './api-key-values.js';
import { presentApiKey } from './api-key.presenter.js';

/** GetApiKeys: newest first, by the beginning of the name and by customer; values only with `includeValues`. */
@Injectable()
export class GetApiKeys {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(ApiKeyValues) private readonly values: ApiKeyValues,
  ) {}

  async run(input: GetApiKeysRequest, { owner }: CallerIdentity): Promise<ApiKeys> {
    const filter = { namePrefix: input.nameQuery || null, customerId: input.customerId || null };
    return this.reads.run(async (uow) => {
      const { items, position } = await page(
        input,
        (listPage) => apiKeys.list(uow, owner, filter, listPage),
        ({ listPosition }) => listPosition,
      );
      const present = (stored: (typeof items)[number]) =>
        presentApiKey(stored.apiKey, { value: input.includeValues ? this.values.open(stored) : undefined });
      return ok({ item: items.map(present), position });
    });
  }
}
