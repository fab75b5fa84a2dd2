import { Module } from '@nestjs/common';
import { DefinitionModule } from '../definition/definition.module.js';
import { InstallationModule } from '../installation/installation.module.js';
import { SignInRates } from './sign-in-rates.js';
import { SignInController } from './sign-in.controller.js';

/** Signing in to the console by a link. */
@Module({
  imports: [DefinitionModule, InstallationModule],
  controllers: [SignInController],
  providers: [SignInRates],
})
export class SignInModule {}
