import { Module } from '@nestjs/common';
import { DefinitionModule } from '../definition/definition.module.js';
import { InstallationModule } from '../installation/installation.module.js';
import { CertificatesController } from './certificates/certificates.controller.js';
import { CertificateIssuer } from './orders/certificate-issuer.js';
import { CertificateRequestsController } from './requests/certificate-requests.controller.js';
import { CertificateTagsController } from './tags/certificate-tags.controller.js';

/** Certificate Manager: the certificates that custom domains show. */
@Module({
  imports: [InstallationModule, DefinitionModule],
  providers: [
    CertificatesController,
    CertificateRequestsController,
    CertificateTagsController,
    CertificateIssuer,
  ],
})
export class AcmModule {}
