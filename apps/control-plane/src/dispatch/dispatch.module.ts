import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DispatchController } from './dispatch.controller.js';
import { OperationHandlers } from './operation-handlers.js';

/** The one way in for services that have no paths: they are told apart by the calls themselves. */
@Module({ imports: [DiscoveryModule], controllers: [DispatchController], providers: [OperationHandlers] })
export class DispatchModule {}
