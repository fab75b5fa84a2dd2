import { Controller, Inject } from '@nestjs/common';
import {
  CreateApiKeyRequest,
  DeleteApiKeyRequest,
  GetApiKeyRequest,
  GetApiKeysRequest,
  UpdateApiKeyRequest,
} from '#libs/aws-wire';
import { Caller } from '../../http/caller.decorator.js';
import { Input } from '../../http/input.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Operation } from '../../http/operation.decorator.js';
import { CreateApiKey } from './create-api-key.js';
import { DeleteApiKey } from './delete-api-key.js';
import { GetApiKey } from './get-api-key.js';
import { GetApiKeys } from './get-api-keys.js';
import { UpdateApiKey } from './update-api-key.js';

/** Binds the operations on API keys. */
@Controller()
export class ApiKeysController {
  constructor(
    @Inject(CreateApiKey) private readonly createApiKeyOperation: CreateApiKey,
    @Inject(GetApiKey) private readonly getApiKeyOperation: GetApiKey,
    @Inject(GetApiKeys) private readonly getApiKeysOperation: GetApiKeys,
    @Inject(UpdateApiKey) private readonly updateApiKeyOperation: UpdateApiKey,
    @Inject(DeleteApiKey) private readonly deleteApiKeyOperation: DeleteApiKey,
  ) {}

  @Operation('CreateApiKey')
  createApiKey(@Input() input: CreateApiKeyRequest, @Caller() caller: CallerIdentity) {
    return this.createApiKeyOperation.run(input, caller);
  }

  @Operation('GetApiKey')
  getApiKey(@Input() input: GetApiKeyRequest, @Caller() caller: CallerIdentity) {
    return this.getApiKeyOperation.run(input, caller);
  }

  @Operation('GetApiKeys')
  getApiKeys(@Input() input: GetApiKeysRequest, @Caller() caller: CallerIdentity) {
    return this.getApiKeysOperation.run(input, caller);
  }

  @Operation('UpdateApiKey')
  updateApiKey(@Input() input: UpdateApiKeyRequest, @Caller() caller: CallerIdentity) {
    return this.updateApiKeyOperation.run(input, caller);
  }

  @Operation('DeleteApiKey')
  deleteApiKey(@Input() input: DeleteApiKeyRequest, @Caller() caller: CallerIdentity) {
    return this.deleteApiKeyOperation.run(input, caller);
  }
}
