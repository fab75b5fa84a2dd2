import { Module } from '@nestjs/common';
import { ApiKeyValues } from './api-key-values.js';
import { ApiKeysController } from './api-keys.controller.js';
import { CreateApiKey } from './create-api-key.js';
import { DeleteApiKey } from './delete-api-key.js';
import { GetApiKey } from './get-api-key.js';
import { GetApiKeys } from './get-api-keys.js';
import { UpdateApiKey } from './update-api-key.js';

/** The operations on API keys. */
@Module({
  controllers: [ApiKeysController],
  providers: [CreateApiKey, GetApiKey, GetApiKeys, UpdateApiKey, DeleteApiKey, ApiKeyValues],
  exports: [ApiKeyValues],
})
export class ApiKeysModule {}
