import { Module } from '@nestjs/common';
import { ClientCertificatesController } from './client-certificates.controller.js';

/** The operations on client certificates. */
@Module({ controllers: [ClientCertificatesController] })
export class ClientCertificatesModule {}
