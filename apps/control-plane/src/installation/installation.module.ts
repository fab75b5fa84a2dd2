import { Module } from '@nestjs/common';
import {
  CONFIG,
  DATABASE,
  FIND_SIGNER,
  GATEWAY_TOKEN,
  IDENTITY_CHANGES,
  LOGGER,
  NOW,
  SEALER,
  SESSION_SEAL,
} from '../tokens.js';
import { openInstallation, type Installation } from './open-installation.js';

const INSTALLATION = Symbol('installation');

/**
 * The application starts when this has: with the tables migrated, the master key checked and a credential
 * made.
 */
@Module({
  providers: [
    { provide: INSTALLATION, inject: [CONFIG, LOGGER, NOW, DATABASE], useFactory: openInstallation },
    { provide: SEALER, inject: [INSTALLATION], useFactory: ({ sealer }: Installation) => sealer },
    {
      provide: FIND_SIGNER,
      inject: [INSTALLATION],
      useFactory: ({ findSigner }: Installation) => findSigner,
    },
    {
      provide: SESSION_SEAL,
      inject: [INSTALLATION],
      useFactory: ({ sessionSeal }: Installation) => sessionSeal,
    },
    {
      provide: IDENTITY_CHANGES,
      inject: [INSTALLATION],
      useFactory: ({ identityChanges }: Installation) => identityChanges,
    },
    {
      provide: GATEWAY_TOKEN,
      inject: [INSTALLATION],
      useFactory: (installation: Installation) => installation.gatewayToken,
    },
  ],
  exports: [SEALER, FIND_SIGNER, SESSION_SEAL, IDENTITY_CHANGES, GATEWAY_TOKEN],
})
export class InstallationModule {}
