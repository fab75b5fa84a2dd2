import { Module } from '@nestjs/common';
import { ApiKeysController } from './api-keys.controller.js';

/** The operations on API keys. */
@Module({ controllers: [ApiKeysController] })
export class ApiKeysModule {}
