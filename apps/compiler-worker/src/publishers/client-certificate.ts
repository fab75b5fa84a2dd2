import { Inject, Injectable } from '@nestjs/common';
import { clientCertificates, type Database } from '#libs/persistence';
import { clientCertificateDocument } from '#libs/snapshot-compiler';
import { DATABASE } from '../runtime.js';
import type { JobOf, Processor } from './processor.js';
import { publish } from './publish.js';

/** Publishes a client certificate, or takes it back. Its private key stays sealed all the way through here. */
@Injectable()
export class PublishClientCertificateProcessor implements Processor<'publish-client-certificate'> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  process({ id, payload }: JobOf<'publish-client-certificate'>): Promise<void> {
    const { clientCertificateId } = payload;
    return publish(this.database, id, async (uow) => {
      const found = await clientCertificates.findAnywhere(uow, clientCertificateId);
      const documents = found ? [clientCertificateDocument(found.certificate, found.privateKeySealed)] : [];
      return { subject: `clientcertificate/${clientCertificateId}`, documents };
    });
  }
}
