import { Global, Module } from '@nestjs/common';
import { TestClaims } from './test-claims.js';
import { TestInvocationsController } from './test-invocations.controller.js';
import { TestInvoker } from './test-invoker.js';

/** Test invocations: handed to gateways, which alone call backends, and their results taken back. */
@Global()
@Module({
  controllers: [TestInvocationsController],
  providers: [TestInvoker, TestClaims],
  exports: [TestInvoker],
})
export class TestInvocationsModule {}
