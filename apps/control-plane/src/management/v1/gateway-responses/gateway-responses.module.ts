import { Module } from '@nestjs/common';
import { GatewayResponsesController } from './gateway-responses.controller.js';

@Module({ controllers: [GatewayResponsesController] })
export class GatewayResponsesModule {}
