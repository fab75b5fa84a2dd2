import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { conflict, createApiKey, fail, idLengths, newId, ok } from '#libs/api-definition';
import type { ApiKey, CreateApiKeyRequest } from '#libs/aws-wire';
import { apiKeys } from '#libs/persistence';
import { digest } from '#libs/snapshot-format';
import { NOW, type Runtime } from '../../../runtime.js';
import { DefinitionWrites } from '../../definition-writes.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { ApiKeyValues } from './api-key-values.js';
import { presentApiKey } from './api-key.presenter.js';

/** CreateApiKey: with a value that is given or made here, which the answer shows. */
@Injectable()
export class CreateApiKey {
  constructor(
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
    @Inject(ApiKeyValues) private readonly values: ApiKeyValues,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  async run(input: CreateApiKeyRequest, { owner }: CallerIdentity): Promise<ApiKey> {
    const nowMs = this.now();
    return this.writes.run(async (uow, publish) => {
      const id = newId(idLengths.apiKey, randomBytes);
      const created = createApiKey(input, { owner, id, nowMs, randomBytes });
      if (!created.ok) return created;
      const { value } = created.value;
      const apiKey = { ...created.value.apiKey, valueDigest: digest(value) };
      if (!(await apiKeys.insert(uow, apiKey, this.values.seal(id, value)))) {
        return fail(conflict('API Key already exists'));
      }
      await publish('publish-api-key', { keyId: id });
      return ok(presentApiKey(apiKey, { value }));
    });
  }
}
