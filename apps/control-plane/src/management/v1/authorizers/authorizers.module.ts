import { Module } from '@nestjs/common';
import { AuthorizersController } from './authorizers.controller.js';

@Module({ controllers: [AuthorizersController] })
export class AuthorizersModule {}
