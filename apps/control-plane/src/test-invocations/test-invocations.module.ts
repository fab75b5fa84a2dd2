import { Global, Module } from '@nestjs/common';
import { TestClaims } from './test-claims.js';
import { TestInvocationsController } from './test-invocations.controller.js';
import { TestRuns } from './test-runs.js';

/** Test invocations: handed to gateways, which alone call backends, and their results taken back. */
@Global()
@Module({
  controllers: [TestInvocationsController],
  providers: [TestRuns, TestClaims],
  exports: [TestRuns],
})
export class TestInvocationsModule {}
