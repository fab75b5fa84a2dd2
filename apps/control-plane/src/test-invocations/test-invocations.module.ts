import { Module } from '@nestjs/common';
import { DistributionModule } from '../distribution/distribution.module.js';
import { InstallationModule } from '../installation/installation.module.js';
import { TestClaims } from './test-claims.js';
import { TestInvocationsController } from './test-invocations.controller.js';
import { TestInvoker } from './test-invoker.js';

/** Test invocations: handed to gateways, which alone call backends, and their results taken back. */
@Module({
  imports: [DistributionModule, InstallationModule],
  controllers: [TestInvocationsController],
  providers: [TestInvoker, TestClaims],
  exports: [TestInvoker],
})
export class TestInvocationsModule {}
